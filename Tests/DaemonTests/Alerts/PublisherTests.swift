import Core
import CoreTesting
import ServiceManager
import Testing

@testable import Daemon
@testable import Messaging

@Suite struct PublisherTests {
  private let folder = TemporaryFolder()

  private func status() -> DaemonStatus {
    let reference = GenerationReference(digest: "d", generation: 1)
    return DaemonStatus(
      state: .running, version: "t", uptime: 0, model: reference, factors: reference,
      falseAlarmRate: 0.01, workers: 1, framesPerSecond: 0, alertsPerMinute: 0, sources: [],
      lastReload: nil)
  }

  private func score(_ number: Int64) -> OutgoingEvent {
    let reference = GenerationReference(digest: "d", generation: 1)
    return .score(
      ScoreEvent(
        source: "a", sender: nil,
        frame: FrameReference(
          sequence: number, timestamp: 0,
          shape: ImageShape(height: 1, width: 1, channels: 1)),
        score: 0, threshold: 0, pValue: 1, anomalous: false, rose: 0, logDispersion: 0,
        layerScores: [],
        standardisedLayerScores: [], model: reference, factors: reference, latency: 0))
  }

  @Test("an event that cannot be sent takes none of those after it with it")
  func failures() {
    let error = ZeroMQError(function: "zmq_send", code: 5)
    var sent: [Int64] = []
    var failures: [ZeroMQError] = []
    let events = (0..<6).map { score($0) }
    let failed = Publisher.publishEach(events) { (event) throws(ZeroMQError) in
      guard case .score(let score) = event, score.frame.sequence % 3 != 0 else { throw error }
      sent.append(score.frame.sequence)
    } onFailure: {
      failures.append($1)
    }
    #expect(sent == [1, 2, 4, 5])
    #expect(failed == 2)
    #expect(failures == [error, error])
  }

  @Test("events that found no room leave a gap in the numbers that the heartbeat shows")
  func gap() throws {
    let text = """
      [alerts]
      endpoint = "pub+bind:ipc://\(folder.path(of: "alerts"))"
      heartbeat_interval = "10ms"
      """
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    let context = try MessagingContext()
    let queue = EventQueue(capacity: 16)
    for number: Int64 in 0..<40 { queue.offer(score(number)) }
    let status = status()
    let publisher = try Publisher(
      configuration.alerts,
      surroundings: Publisher.Surroundings(
        context: context, events: queue, instance: "t", epoch: 1, progress: ProgressMonitor(),
        peers: PeerBook(), log: Log(journal: Journal(destination: .lines(descriptor: -1))),
        store: nil,
        status: { status }))
    let subscriber = try EventSubscriber(
      Endpoint(
        kind: .sub, role: .connect, address: "ipc://" + folder.path(of: "alerts")),
      in: context)
    var last: Int64?
    let deadline = ContinuousClock.now + .seconds(30)
    while last == nil, ContinuousClock.now < deadline {
      if case .event(let event) = try subscriber.receive(timeout: .seconds(1)),
        case .heartbeat(let heartbeat) = event.body
      {
        last = heartbeat.lastSequences["rose/v1/score/a/"]
      }
    }
    #expect(last == 40)
    #expect(publisher.finish(waitingAtMost: 10))
  }
}
