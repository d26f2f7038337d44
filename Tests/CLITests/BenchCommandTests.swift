import Core
import CoreTesting
import Testing

@testable import CLI

@Suite struct BenchCommandTests {
  @Test("bench reports each number of workers and micro-batch with the documented keys")
  func reports() throws {
    let site = try CommandSite.built()
    let captured = try site.rose("bench", site.bundle, "--seconds", "0.01", "--json")
    let report = try JSONMembers(parsing: captured.data).members
    let workers = try #require(report["workers"] as? [String: Any])
    #expect(Set(workers.keys) == ["1", "\(WorkerArguments.coreCount)"])
    for case let one as [String: Any] in workers.values {
      let batches = try #require(one["batches"] as? [String: Any])
      #expect(Set(batches.keys) == ["1", "8", "16", "32"])
      let usual = try #require(batches["16"] as? [String: Any])
      #expect(one["frames_per_second"] as? Double == usual["frames_per_second"] as? Double)
      for key in ["frames_per_second", "latency_p50_ms", "sgemm_gflops", "sgemm_share"] {
        #expect(try #require(one[key] as? Double) > 0)
      }
    }
    #expect(try #require(report["multiply_adds_per_frame"] as? Double) > 0)
  }

  @Test("calls are counted on every worker, and none is shorter than its work")
  func countsCalls() {
    let clock = ProgressLine.seconds
    let calls = TimedCalls(
      workers: 2, seconds: 0.05, makeScratch: { 0 },
      work: { count in
        let start = clock()
        while clock() - start < 0.002 {}
        count += 1
      })
    #expect(calls.latencies.count >= 2)
    #expect(calls.latencies == calls.latencies.sorted())
    #expect(calls.latencies[0] >= 0.002)
    // Two workers cannot do more than one call each in the time of a call.
    #expect(calls.rate <= 2 / 0.002)
  }

  @Test("a latency is the smallest one that the share of calls kept")
  func percentiles() {
    let calls = TimedCalls(
      workers: 1, seconds: 0.001, makeScratch: { 0 }, work: { $0 += 1 })
    #expect(calls.latency(atShare: 1) == calls.latencies.last)
    #expect(calls.latency(atShare: 0) == calls.latencies.first)
    let middle = calls.latency(atShare: 0.5)
    #expect(2 * calls.latencies.count { $0 <= middle } >= calls.latencies.count)
  }
}
