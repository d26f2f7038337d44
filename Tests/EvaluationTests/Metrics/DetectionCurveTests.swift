import Testing

@testable import Evaluation

@Suite struct DetectionCurveTests {
  @Test("points are the rates at each distinct score, from nothing to everything")
  func points() throws {
    let points = try DetectionCurve.points(normal: [1, 2, 3, 4], outOfDistribution: [3, 5])
    #expect(points.map(\.falsePositiveRate) == [0, 0, 0.25, 0.5, 0.75, 1])
    #expect(points.map(\.truePositiveRate) == [0, 0.5, 0.5, 1, 1, 1])
  }

  @Test("empty sets and NaN are refused")
  func refuses() {
    #expect(throws: EvaluationError.self) {
      try DetectionCurve.points(normal: [], outOfDistribution: [1])
    }
    #expect(throws: EvaluationError.self) {
      try DetectionCurve.points(normal: [1], outOfDistribution: [.nan])
    }
  }
}
