internal import Core
internal import Glibc
internal import Messaging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Serves health, metrics and the page on one thread of its own.
///
/// Nothing waits for it: it reads what it tells under the locks that `rose status` takes.
final class HTTPServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel
  /// Given up by `stop()`, so that another may serve the path.
  private let socket: Lock<BoundUnixSocket?>

  /// Opens the socket and begins to serve.
  ///
  /// - Throws: `StartError` if the endpoint cannot be served.
  init(
    _ endpoint: HTTPEndpoint, socketMode: UInt32, router: HTTPRouter,
    limits: HTTPLimits = HTTPLimits()
  ) throws(StartError) {
    var bound: BoundUnixSocket?
    if case .unix(let path) = endpoint {
      do { bound = try BoundUnixSocket(path: path, mode: socketMode) } catch {
        let fault = StartError(error)
        throw StartError(code: fault.code, "[http]: \(fault)")
      }
    }
    socket = Lock(bound)
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let streams = EventStreams(router: router, limits: limits)
    let bootstrap = Self.bootstrap(group, router: router, streams: streams, limits: limits)
    do {
      switch endpoint {
      case .loopback(let host, let port):
        let address = try SocketAddress(ipAddress: host, port: port)
        channel = try bootstrap.bind(to: address).wait()
      case .unix:
        guard let bound else { preconditionFailure("no socket was bound to \(endpoint)") }
        channel = try bootstrap.withBoundSocket(bound.descriptor).wait()
      }
    } catch {
      try? group.syncShutdownGracefully()
      let reason =
        (error as? IOError).map { unsafe String(cString: strerror($0.errnoCode)) } ?? "\(error)"
      throw StartError(
        code: .unavailable,
        "[http]: \(endpoint): \(reason); is another instance or program serving it?")
    }
    channel.eventLoop.scheduleRepeatedTask(
      initialDelay: .zero, delay: .milliseconds(limits.tickMilliseconds)
    ) { _ in streams.tick(at: SystemTime.monotonic() / 1_000_000) }
  }

  /// Ends all connections, closes the door and removes the socket's file.
  func stop() {
    socket.withLock { $0?.unlinkPath() }
    try? channel.close().wait()
    try? group.syncShutdownGracefully()
    socket.withLock { $0 = nil }
  }

  private static func bootstrap(
    _ group: MultiThreadedEventLoopGroup, router: HTTPRouter, streams: EventStreams,
    limits: HTTPLimits
  ) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // Out of descriptors: try again later, and do not end.
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
        }
      }
      .childChannelOption(
        .writeBufferWaterMark,
        value: ChannelOptions.Types.WriteBufferWaterMark(
          low: limits.streamBytes / 2, high: limits.streamBytes)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          var decoding = NIOHTTPDecoderLimitConfiguration()
          decoding.maxHeaderFieldSize = limits.headerBytes
          decoding.maxHeaderListSize = limits.headerBytes
          decoding.maxHeaderFieldCount = limits.headerFields
          let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)
          try channel.pipeline.syncOperations.addHandlers([
            HTTPResponseEncoder(), ByteToMessageHandler(decoder), HTTPServerPipelineHandler(),
            HTTPConnectionHandler(router: router, streams: streams, limits: limits),
          ])
        }
      }
  }
}
