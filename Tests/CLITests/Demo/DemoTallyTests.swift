import Testing

@testable import CLI

@Suite("The closing table of the demonstration")
struct DemoTallyTests {
  @Test("frames are counted by kind and by both rates")
  func counts() {
    var tally = DemoTally(falseAlarmRate: 0.01)
    tally.addScore(of: .noise, anomalous: true, pValue: 0.001, latency: 1)
    tally.addScore(of: .noise, anomalous: true, pValue: 0.0011, latency: 1)
    tally.addScore(of: .normal, anomalous: false, pValue: 0.5, latency: 1)
    #expect(tally.counts[.noise] == .init(frames: 2, anomalous: 2, anomalousAtStrictRate: 1))
    #expect(tally.counts[.normal] == .init(frames: 1, anomalous: 0, anomalousAtStrictRate: 0))
    #expect(tally.scored == 3)
  }

  @Test("a latency is the smallest one that the share of frames kept")
  func latencies() {
    var tally = DemoTally(falseAlarmRate: 0.01)
    for latency in (1...200).reversed() {
      tally.addScore(of: .normal, anomalous: false, pValue: 1, latency: Double(latency))
    }
    #expect(tally.latency(atShare: 0.5) == 100)
    #expect(tally.latency(atShare: 0.99) == 198)
    #expect(tally.latency(atShare: 1) == 200)
  }

  @Test("the table names frames, rate, latency, detections and false alarms")
  func table() {
    var tally = DemoTally(falseAlarmRate: 0.01)
    for index in 0..<400 {
      tally.addScore(
        of: .normal, anomalous: index < 5, pValue: index < 1 ? 0.0005 : 0.5, latency: 2)
    }
    for kind in DemoFrameKind.faults {
      for index in 0..<40 {
        tally.addScore(
          of: kind, anomalous: index > 0, pValue: index > 19 ? 0.0001 : 0.009, latency: 2)
      }
    }
    tally.addAlert()
    #expect(
      tally.table(seconds: 4) == """

        600 frames in 4.0 s: 150 frames/s
        latency p50 2.0 ms, p99 2.0 ms; alerts started: 1

                              frames          at 1 %        at 0.1 %
        noise                     40         97.50 %         50.00 %  detected
        constant                  40         97.50 %         50.00 %  detected
        inverted                  40         97.50 %         50.00 %  detected
        torn                      40         97.50 %         50.00 %  detected
        covered                   40         97.50 %         50.00 %  detected
        normal                   400          1.25 %          0.25 %  false alarms
        """)
  }

  @Test("a kind that was not sent has no share")
  func emptyKind() {
    let table = DemoTally(falseAlarmRate: 0.002).table(seconds: 1)
    #expect(table.contains("at 0.2 %"))
    #expect(
      table.contains("noise                      0               –               –  detected"))
  }
}
