import Testing

@testable import Core

@Suite struct CalibrationOptionsTests {
  @Test("the number of frames needed is the least that passes", arguments: [0.01, 0.02, 0.003])
  func needed(rate: Double) throws {
    for score in Calibration.Score.allCases {
      let options = CalibrationOptions(score: score, falseAlarmRate: rate)
      let error = #expect(throws: CalibrationError.self) { try options.check(frameCount: 1) }
      guard case .tooFewFrames(_, let needed, 1) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(throws: Never.self) { try options.check(frameCount: needed) }
      #expect(
        throws: CalibrationError.tooFewFrames(rate: rate, needed: needed, found: needed - 1)
      ) { try options.check(frameCount: needed - 1) }
    }
  }

  @Test("frames that state the rate and are too few to join ROSE and the dispersion are refused")
  func tooFewToJoin() {
    let options = CalibrationOptions(falseAlarmRate: 0.1)
    #expect(throws: CalibrationError.tooFewStandardisingFrames(needed: 20, found: 19)) {
      try options.check(frameCount: 59)
    }
    #expect(throws: Never.self) { try options.check(frameCount: 60) }
  }

  @Test("a rate that no number of frames can state is an error and no trap")
  func extremeRate() {
    let options = CalibrationOptions(falseAlarmRate: 1e-300)
    #expect(throws: CalibrationError.tooFewFrames(rate: 1e-300, needed: .max, found: 60)) {
      try options.check(frameCount: 60)
    }
  }
}
