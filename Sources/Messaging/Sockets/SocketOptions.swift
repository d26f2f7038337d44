/// The limits and times of a socket, set before it binds or connects.
public struct SocketOptions: Equatable, Sendable {
  /// Messages a peer may have waiting here; the library holds back or drops what comes on top.
  public var receiveHighWaterMark = 4

  /// Messages waiting for one peer; publishers drop what comes on top.
  public var sendHighWaterMark = 1000

  /// The largest part accepted, in bytes; a larger one costs its sender the connection.
  public var maximumPartSize = 64 << 20

  /// How long closing waits for messages still to be sent.
  public var linger = Duration.zero

  /// The time between heartbeats of a connection.
  ///
  /// Sockets that receive frames or events leave them to TCP, in whole seconds.
  public var heartbeatInterval = Duration.milliseconds(1000)

  /// The silence, after a heartbeat, that ends a connection.
  public var heartbeatTimeout = Duration.milliseconds(3000)

  /// The time before the first new attempt to connect.
  public var reconnectInterval = Duration.milliseconds(100)

  /// The longest time between attempts, reached by doubling.
  public var maximumReconnectInterval = Duration.seconds(10)

  /// The prefixes a `sub` socket receives; the empty one means everything.
  public var subscriptions = [""]

  /// The access mode of the file of an `ipc` socket that is bound.
  public var socketMode: UInt32 = 0o660

  /// Permits a bind that anyone on the network, or any local user, could connect to.
  public var insecure = false

  /// Whether connections are encrypted and peers known.
  public var security = SocketSecurity.none

  /// Keeps messages for peers that are there only.
  ///
  /// Otherwise the first ones wait in the queue of a connection that may never come about. When a
  /// peer goes, what it sent and was not yet received is lost.
  public var sendsToPeersOnly = false

  /// Creates the options of a socket that receives frames.
  public init() {}

  /// A socket that receives frames: few and large.
  public static let frames = SocketOptions()

  /// A socket that publishes events: all it receives is subscriptions of at most 4 KiB.
  public static let events: SocketOptions = {
    var options = SocketOptions()
    options.maximumPartSize = 4 << 10
    options.linger = .milliseconds(1000)
    return options
  }()

  /// A socket that receives events: many and small.
  public static let eventSubscriber: SocketOptions = {
    var options = SocketOptions()
    options.receiveHighWaterMark = 1000
    options.maximumPartSize = 1 << 20
    return options
  }()

  /// A socket that sends frames, and waits to see the last of them off.
  public static let frameSender: SocketOptions = {
    var options = SocketOptions()
    options.sendHighWaterMark = 16
    options.linger = .seconds(2)
    options.sendsToPeersOnly = true
    return options
  }()
}
