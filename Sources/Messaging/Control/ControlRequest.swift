/// What a client asks of a running daemon.
///
/// On the wire one JSON object a line: `{"command":"reload","wait":true}`.
public enum ControlRequest: Codable, Equatable, Sendable {
  /// How are you?
  case status

  /// Read the calibration and its factors anew; answer at once, or, with `wait`, when it is done.
  case reload(wait: Bool)

  /// Drop the frames of a source, or of all, from now on.
  case pause(source: String?)

  /// Score the frames of a source, or of all, again.
  case resume(source: String?)

  /// Tell the threshold of a source, or of all, or set it.
  case threshold(source: String?, change: ThresholdChange)

  /// Tell stored events.
  case events(EventQuery)

  /// Tell the first frame kept with an alert whose place in the store is after another's.
  case frame(alert: String, after: Int64)

  /// Forget the drift of a source, or of all, and look for one anew.
  case resetDrift(source: String?)

  /// The names of the requests on the wire.
  public enum Command: String, CaseIterable, Codable, Sendable {
    /// How are you?
    case status

    /// Read the calibration and its factors anew.
    case reload

    /// Drop frames from now on.
    case pause

    /// Score frames again.
    case resume

    /// Tell or set the threshold.
    case threshold

    /// Tell stored events.
    case events

    /// Tell a frame kept with an alert.
    case frame

    /// Forget the drift.
    case resetDrift = "reset_drift"
  }

  /// The name of the request on the wire.
  public var command: Command {
    switch self {
    case .status: .status
    case .reload: .reload
    case .pause: .pause
    case .resume: .resume
    case .threshold: .threshold
    case .events: .events
    case .frame: .frame
    case .resetDrift: .resetDrift
    }
  }

  private enum CodingKeys: String, CodingKey {
    case command
    case wait
    case source
    case query
    case alert
    case after
  }

  /// Decodes a request; keys it does not know are ignored.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let source = try container.decodeIfPresent(String.self, forKey: .source)
    switch try container.decode(Command.self, forKey: .command) {
    case .status: self = .status
    case .reload:
      self = .reload(wait: try container.decodeIfPresent(Bool.self, forKey: .wait) ?? false)
    case .pause: self = .pause(source: source)
    case .resume: self = .resume(source: source)
    case .threshold:
      self = .threshold(source: source, change: try ThresholdChange(from: decoder))
    case .events: self = .events(try container.decode(EventQuery.self, forKey: .query))
    case .frame:
      self = .frame(
        alert: try container.decode(String.self, forKey: .alert),
        after: try container.decodeIfPresent(Int64.self, forKey: .after) ?? 0)
    case .resetDrift: self = .resetDrift(source: source)
    }
  }

  /// Encodes the request with the keys it needs.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(command, forKey: .command)
    switch self {
    case .status: break
    case .reload(let wait): try container.encode(wait, forKey: .wait)
    case .pause(let source), .resume(let source), .resetDrift(let source):
      try container.encodeIfPresent(source, forKey: .source)
    case .threshold(let source, let change):
      try container.encodeIfPresent(source, forKey: .source)
      try change.encode(to: encoder)
    case .events(let query): try container.encode(query, forKey: .query)
    case .frame(let alert, let after):
      try container.encode(alert, forKey: .alert)
      try container.encode(after, forKey: .after)
    }
  }
}
