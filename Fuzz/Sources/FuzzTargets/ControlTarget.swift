internal import Core
internal import Glibc

@testable internal import FuzzedDaemon
@testable internal import Messaging

/// What a client of the control socket sends, through a socket, and what needs no whole daemon to
/// be answered: stored events and thresholds.
struct ControlTarget: FuzzTarget {
  private let store: FuzzStore
  private let desk: StoreDesk
  private let calibration: Calibration

  init() throws {
    store = try FuzzStore("control.sqlite")
    desk = StoreDesk(writer: store.writer)
    calibration = try Calibration(
      standardisation: .paper, layerNames: ["a"], layerMean: [0], layerStandardDeviation: [1],
      norm: 2, bias: 0, combination: nil, sortedScores: (0..<100).map(Double.init),
      falseAlarmRate: 0.05, seed: 1, canary: [])
  }

  mutating func feed(_ bytes: [UInt8]) {
    var ends: [Int32] = [-1, -1]
    precondition(
      unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0, "no socket")
    let sent = unsafe send(ends[1], bytes, bytes.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
    precondition(sent == bytes.count, "\(sent) of \(bytes.count) bytes fit the socket")
    close(ends[1])
    var connection = LineConnection(owning: ends[0])
    // Until the client is gone, which is here already.
    while let line = try? connection.readLine(limit: 1 << 10, within: .seconds(5)) {
      precondition(line.count <= 1 << 10 && !line.contains(UInt8(ascii: "\n")), "no line")
      if let request = EventCoding.decode(ControlRequest.self, from: line) { answer(request) }
    }
  }

  private func answer(_ request: ControlRequest) {
    let written = EventCoding.encode(request)
    // Compared as bytes: a NaN is not equal to itself.
    let again = EventCoding.decode(ControlRequest.self, from: written).map(EventCoding.encode)
    precondition(again == written, "what was written reads otherwise")
    switch request {
    case .events(let query): check(desk.events(query))
    case .frame(let alert, let after): check(desk.frame(alert: alert, after: after))
    case .threshold(_, let change): check(change)
    case .status, .reload, .pause, .resume, .resetDrift: break
    }
  }

  private func check(_ response: ControlResponse) {
    precondition(
      EventCoding.encode(response).count <= ControlLimits().responseBytes, "too long an answer")
  }

  /// Thresholds that are taken are numbers, the exit not above the enter threshold.
  private func check(_ change: ThresholdChange) {
    guard let settings = try? ThresholdSettings(change), settings.fault == nil,
      let resolved = try? settings.resolved(in: calibration)
    else { return }
    precondition(resolved.exit <= resolved.enter, "thresholds \(resolved)")
  }
}
