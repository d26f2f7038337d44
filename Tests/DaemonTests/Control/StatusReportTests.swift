import CoreTesting
import Messaging
import Testing

@testable import Daemon

@Suite struct StatusReportTests {
  private let folder = TemporaryFolder()

  @Test("a status tells how many events were lost between their making and the wire")
  func lostEvents() throws {
    let events = EventQueue(capacity: 16)
    let pipeline = ScoringPipeline(
      flow: FlowState(
        scheduler: BatchScheduler(workerCount: 1, maximumBatch: 1, maximumDelay: 0),
        generation: try TinyBundle(in: folder).generation(), ringCapacities: []),
      desk: AlertDesk(
        policy: .plain(sources: 0), sourceNames: [],
        idPrefix: "t"),
      events: events, progress: ProgressMonitor(), makeScorer: { { _, _ in [] } })
    let configuration = try Configuration(
      ConfigurationDocument(parsing: "", file: "t"), file: "t")
    let report = StatusReport(
      lifecycle: Lifecycle(configuration: configuration), pipeline: pipeline, events: events,
      store: nil, peers: PeerBook())
    #expect(report.make().json.contains(#""events_lost":0"#))
    #expect(!StatusReport.line(report.make()).contains("lost"))
    for number in 0..<18 { events.offer(PublisherSite.alert("\(number)", .start)) }
    events.noteLost(3)
    #expect(report.make().json.contains(#""events_lost":5"#))
    #expect(StatusReport.line(report.make()).hasSuffix(", 5 events lost"))
  }
}
