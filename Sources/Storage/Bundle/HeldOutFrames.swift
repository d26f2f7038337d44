/// The frames of DATA that training left out, counted from 0.
public enum HeldOutFrames: Codable, Equatable, Sendable {
  /// Those from a first up to but not including a last: `{"from": 50000, "to": 60000}`.
  case range(Range<Int>)
  /// Some of them: `{"indices": [3, 17, …]}`.
  case indices([Int])

  /// The number of frames.
  public var count: Int {
    switch self {
    case .range(let range): return range.count
    case .indices(let indices): return indices.count
    }
  }

  private enum CodingKeys: String, CodingKey {
    case from
    case to
    case indices
  }

  /// Reads either form.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let indices = try values.decodeIfPresent([Int].self, forKey: .indices) {
      self = .indices(indices)
      return
    }
    let from = try values.decode(Int.self, forKey: .from)
    let to = try values.decode(Int.self, forKey: .to)
    guard 0 <= from, from <= to else {
      throw DecodingError.dataCorruptedError(
        forKey: .to, in: values, debugDescription: "\(from)..\(to) is no range of frames")
    }
    self = .range(from..<to)
  }

  /// Writes the form it has.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .range(let range):
      try values.encode(range.lowerBound, forKey: .from)
      try values.encode(range.upperBound, forKey: .to)
    case .indices(let indices):
      try values.encode(indices, forKey: .indices)
    }
  }
}
