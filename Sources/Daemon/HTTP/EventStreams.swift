internal import Core
internal import NIOCore
internal import NIOHTTP1

/// The pages that follow the scores live: each message is made once and sent to all of them.
///
/// Used on the server's one thread. A client that accepts too little is sent nothing more, and once
/// that has lasted too long it is disconnected; if it recovers it is told everything anew. Nothing is
/// made while nobody follows.
final class EventStreams: Sendable {
  private struct Client {
    let channel: any Channel
    /// Since when nothing could be added, in milliseconds; nothing while all is well.
    var stalledSince: Int64?
  }

  private struct State {
    var clients: [ObjectIdentifier: Client] = [:]
    var report: LiveReport
  }

  private let limits: HTTPLimits
  private let traffic: HTTPTraffic
  private let state: Lock<State>

  /// Creates the streams of nobody.
  init(router: HTTPRouter, limits: HTTPLimits) {
    self.limits = limits
    self.traffic = router.traffic
    state = Lock(State(report: LiveReport(report: router.report, watch: router.watch)))
  }

  /// Adds a client that has been answered its headers; returns the first message for it, or nothing
  /// if there are as many clients as may be.
  func admit(_ channel: any Channel) -> String? {
    state.withLock { state in
      guard state.clients.count < limits.streams else { return nil }
      // From here on it is told changes: the memory of what is known must be fresh.
      if state.clients.isEmpty { _ = state.report.next() }
      state.clients[ObjectIdentifier(channel)] = Client(channel: channel)
      traffic.setStreams(state.clients.count)
      return state.report.everything().event("all")
    }
  }

  /// Forgets a client, if it is one.
  func remove(_ channel: any Channel) {
    state.withLock { state in
      state.clients[ObjectIdentifier(channel)] = nil
      traffic.setStreams(state.clients.count)
    }
  }

  /// Sends what changed to every client, at a time in milliseconds.
  func tick(at now: Int64) {
    let (sending, closing) = state.withLock { state in take(from: &state, at: now) }
    for (channel, message) in sending {
      let buffer = channel.allocator.buffer(string: message)
      channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(buffer)), promise: nil)
    }
    for channel in closing {
      traffic.disconnected(.slowStream)
      channel.close(promise: nil)
    }
  }

  private func take(
    from state: inout State, at now: Int64
  ) -> (sending: [(any Channel, String)], closing: [any Channel]) {
    guard !state.clients.isEmpty else { return ([], []) }
    let change = state.report.next().event("change")
    var everything: String?
    var sending: [(any Channel, String)] = []
    var closing: [any Channel] = []
    for (id, client) in state.clients {
      guard client.channel.isWritable else {
        let since = client.stalledSince ?? now
        state.clients[id]?.stalledSince = since
        if now - since >= limits.answerMilliseconds { closing.append(client.channel) }
        continue
      }
      if client.stalledSince != nil {
        everything = everything ?? state.report.everything().event("all")
        state.clients[id]?.stalledSince = nil
      }
      sending.append((client.channel, client.stalledSince == nil ? change : everything ?? change))
    }
    return (sending, closing)
  }
}
