import Messaging
import Testing

@testable import Daemon

@Suite struct MetricsOperationsTests {
  private let site: HTTPSite

  init() throws { site = try HTTPSite(sources: ["a"]) }

  private var report: MetricsReport {
    MetricsReport(
      report: site.report, watch: site.watch, traffic: HTTPTraffic(start: SystemTime.monotonic()))
  }

  @Test("without a store there are no metrics of one; with one, all it lost and stored is told")
  func store() {
    #expect(!report.make().contains("rosed_store"))
    var status = StoreStatus(state: .failing, path: "/p", quota: 1_000)
    status.storedEvents = 5
    status.lostFrames = 7
    var text = MetricsText()
    report.writeStore(status, to: &text)
    for line in [
      "rosed_store_working 0", "rosed_store_quota_bytes 1000",
      "rosed_stored_total{kind=\"event\"} 5",
      "rosed_store_lost_total{kind=\"frame\"} 7",
    ] {
      #expect(text.text.contains(line), "\(line) in \(text.text)")
    }
  }

  @Test("anomalous frames, pauses and drifts are told of each source")
  func sources() {
    site.score([0, 7, 7])
    site.pipeline.withFlow { $0.paused = [0] }
    let text = report.make()
    #expect(text.contains("rosed_frames_anomalous_total{source=\"a\"} 2"))
    #expect(text.contains("rosed_source_paused{source=\"a\"} 1"))
    #expect(text.contains("rosed_drift_active{source=\"a\"} 0"))
  }
}
