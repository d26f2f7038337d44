internal import Messaging

@testable internal import FuzzedDaemon

/// Requests of the replay socket, answered from a store.
struct ReplayTarget: FuzzTarget {
  private let desk: ReplayDesk
  private let store: FuzzStore

  init() throws {
    store = try FuzzStore("replay.sqlite")
    desk = ReplayDesk(writer: store.writer, epoch: 1)
  }

  mutating func feed(_ bytes: [UInt8]) {
    let request = ReplayRequest(bytes)
    let (answer, events) = desk.answer(request)
    precondition(!answer.json.isEmpty, "no answer")
    precondition(request != nil || answer.type == "error", "an answer to no request")
    precondition(events.count == answer.count, "\(events.count) events, said \(answer.count)")
    precondition(answer.missing >= 0, "\(answer.missing) events missing")
    guard let request else { return }
    precondition(ReplayRequest(request.json) == request, "what was written reads otherwise")
  }
}
