import Messaging
import Testing

@testable import CLI

@Suite struct TopViewTests {
  @Test("rates are the change of the counters by the daemon's own clock")
  func rates() {
    let before = SampleStatus.status
    var status = before
    status.sources[0].received += 120
    status.sources[0].scored += 100
    status.sources[0].dropped["queue_full"] = 216
    status.sources[0].invalid["header_not_json"] = 48
    let lines = TopView(status: status, before: before, seconds: 4).lines(width: 200, height: 50)
    #expect(lines[0].contains("118.5 frames/s scored, 4.0 dropped/s, 3 alerts/min"))
    #expect(lines[0].hasSuffix("last reload failed"))
    #expect(
      lines[3] == "camera-1             ALERT     30.0      25.0      4.0        1.0 "
        + "[########|########] 12.50 of 3.25")
    #expect(lines[4].hasPrefix("b                    silent     0.0"))
  }

  @Test("the first picture has no rates; no line is wider and no picture higher than the terminal")
  func size() {
    var status = SampleStatus.status
    for number in 0..<30 {
      status.sources.append(
        SourceStatus(
          name: "camera-\(number)", endpoint: "e", isUp: true,
          thresholds: ThresholdStatus(enter: 1, exit: 1, origin: .calibration)))
    }
    let lines = TopView(status: status).lines(width: 40, height: 10)
    #expect(lines.count == 10 && lines.allSatisfy { $0.count <= 40 })
    #expect(lines[9] == "… and 26 sources more")
    #expect(lines[3].contains("-"))
  }

  @Test(
    "the gauge has the threshold in its middle, whatever the numbers",
    arguments: [
      (0.0, 2.0, "[        |        ] 0.00 of 2.00"),
      (1.0, 2.0, "[####    |        ] 1.00 of 2.00"),
      (2.0, 2.0, "[########|        ] 2.00 of 2.00"),
      (.infinity, 2.0, "[########|########] infinity of 2.00"),
      (1.0, 0.0, "[########|########] 1.00 of 0.00"),
      (-3.0, -2.0, "[        |        ] -3.00 of -2.00"),
    ])
  func gauge(score: Double, threshold: Double, expected: String) {
    var source = SourceStatus(
      name: "a", endpoint: "e", isUp: true,
      thresholds: ThresholdStatus(enter: threshold, exit: threshold, origin: .calibration))
    source.lastScore = score
    #expect(TopView.gauge(source) == expected)
  }
}
