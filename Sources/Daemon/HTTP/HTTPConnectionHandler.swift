internal import Core
internal import NIOCore
internal import NIOHTTP1

/// One connection: reads requests, answers them, and ends it where a client is too slow.
///
/// A request whose head is refused is answered at once and the connection closed, whatever follows.
final class HTTPConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let router: HTTPRouter
  private let streams: EventStreams
  private let limits: HTTPLimits
  private var request: HTTPRequestHead?
  private var deadline: Scheduled<Void>?
  /// Whether nothing more is read, because the connection ends with what is being written.
  private var isEnding = false
  private var isOverLimit = false

  /// Creates the handler of a new connection.
  init(router: HTTPRouter, streams: EventStreams, limits: HTTPLimits) {
    self.router = router
    self.streams = streams
    self.limits = limits
  }

  func channelActive(context: ChannelHandlerContext) {
    let count = router.traffic.opened()
    isOverLimit = count > limits.connections
    // Those that are told so are few: beyond, a flood would cost a descriptor each.
    if count > 2 * limits.connections {
      router.traffic.disconnected(.tooManyConnections)
      context.close(promise: nil)
      return
    }
    awaitRequest(context, milliseconds: isOverLimit ? 1_000 : limits.requestMilliseconds)
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    router.traffic.closed()
    streams.remove(context.channel)
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      request = head
      if let refusal = refusal(of: head) { send(refusal, closing: true, context) }
    case .body:
      send(.text(.payloadTooLarge, "a request has no body here"), closing: true, context)
    case .end:
      guard let request else { return }
      answer(request, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let fault = error as? HTTPParserError, !isEnding else {
      context.close(promise: nil)
      return
    }
    let reply: HTTPReply =
      fault == .headerOverflow
      ? .text(
        .requestHeaderFieldsTooLarge,
        "a request has at most \(limits.headerBytes) bytes in \(limits.headerFields) headers")
      : .text(.badRequest, "not an HTTP request: \(fault)")
    request = nil
    send(reply, closing: true, context)
  }

  private func refusal(of head: HTTPRequestHead) -> HTTPReply? {
    if isOverLimit { return .text(.serviceUnavailable, "too many connections; try again") }
    guard head.method == .GET || head.method == .HEAD else {
      var reply = HTTPReply.text(.methodNotAllowed, "only GET and HEAD are answered")
      reply.headers["Allow"] = "GET, HEAD"
      return reply
    }
    let hosts = head.headers["host"]
    guard hosts.count == 1 || (hosts.isEmpty && head.version == .http1_0) else {
      return .text(.badRequest, "expected one Host header, found \(hosts.count)")
    }
    guard hosts.allSatisfy(HTTPHostCheck.isLocal) else {
      return .text(
        .misdirectedRequest,
        "expected Host localhost, 127.0.0.1 or [::1]; a reverse proxy must send one of them")
    }
    return nil
  }

  private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    switch router.answer(request.uri) {
    case .reply(let reply): send(reply, closing: !request.isKeepAlive, context)
    case .stream: stream(request, context)
    }
  }

  private func send(_ reply: HTTPReply, closing: Bool, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    isEnding = closing
    router.traffic.answered(Int(reply.status.code))
    var headers = reply.allHeaders(closing: closing)
    headers.add(name: "Content-Length", value: "\(reply.body.count)")
    let head = HTTPResponseHead(version: .http1_1, status: reply.status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if request?.method != .HEAD {
      let body = context.channel.allocator.buffer(bytes: reply.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    limit(context, milliseconds: limits.answerMilliseconds, reason: .slowReader)
    request = nil
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { [self] result in
      guard !closing, case .success = result else {
        context.close(promise: nil)
        return
      }
      // What came behind it on the same connection may be a stream, or its last request.
      guard !isEnding else { return }
      deadline?.cancel()
      awaitRequest(context, milliseconds: limits.requestMilliseconds)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }

  private func stream(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard request.method == .GET else {
      send(
        HTTPReply(status: .ok, contentType: "text/event-stream", body: []), closing: true, context)
      return
    }
    guard let first = streams.admit(context.channel) else {
      var reply = HTTPReply.text(
        .serviceUnavailable, "\(limits.streams) pages follow already; close one")
      reply.headers["Retry-After"] = "10"
      send(reply, closing: true, context)
      return
    }
    deadline?.cancel()
    isEnding = true
    router.traffic.answered(200)
    let reply = HTTPReply(status: .ok, contentType: "text/event-stream", body: [])
    let head = HTTPResponseHead(
      version: .http1_1, status: .ok, headers: reply.allHeaders(closing: true))
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let body = context.channel.allocator.buffer(string: "retry: 2000\n\n" + first)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
  }

  /// Ends the connection unless a request is complete in time.
  private func awaitRequest(_ context: ChannelHandlerContext, milliseconds: Int64) {
    limit(context, milliseconds: milliseconds, reason: .noRequest)
  }

  private func limit(
    _ context: ChannelHandlerContext, milliseconds: Int64, reason: HTTPTraffic.Disconnection
  ) {
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
      [self] in
      router.traffic.disconnected(reason)
      context.close(promise: nil)
    }
  }
}
