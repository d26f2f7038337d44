/// What one client, and all together, can cost the daemon.
public struct ControlLimits: Equatable, Sendable {
  /// Conversations at a time; a further client is told that the daemon is busy.
  public var clients = 8

  /// The longest request, in bytes.
  public var requestBytes = 64 << 10

  /// The longest answer, in bytes: a kept frame of 1,024 by 1,024 colours in Base64 and more.
  public var responseBytes = 8 << 20

  /// How long a client may take to send a request, or be silent before it.
  public var requestTimeout = Duration.seconds(5)

  /// How long a client may take to accept an answer.
  public var responseTimeout = Duration.seconds(5)

  /// Creates the default limits.
  public init() {}
}
