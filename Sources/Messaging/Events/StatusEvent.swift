/// How the daemon and its sources are.
public struct StatusEvent: EventBody {
  /// The status, whose keys stand beside the envelope's.
  public var status: DaemonStatus

  /// Creates a status event.
  public init(status: DaemonStatus) { self.status = status }

  /// Decodes the status from the event's object.
  public init(from decoder: any Decoder) throws { status = try DaemonStatus(from: decoder) }

  /// Encodes the status into the event's object.
  public func encode(to encoder: any Encoder) throws { try status.encode(to: encoder) }

  /// Always `status`.
  public static let kind = EventKind.status

  /// The one topic of status events.
  public var topic: EventTopic { EventTopic(.status) }
}
