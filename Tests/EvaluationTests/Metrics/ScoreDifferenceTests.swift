import Testing

@testable import Evaluation

@Suite struct ScoreDifferenceTests {
  private let normal = [1.0, 2, 3, 4]

  @Test("Every set and their mixture are compared as AUROCComparison does")
  func pairs() throws {
    let first = (normal, [(name: "a", scores: [5.0, 6, 0]), (name: "b", scores: [2.5, 9])])
    let second = (normal, [(name: "a", scores: [0.0, 6, 0]), (name: "b", scores: [2.5, 9])])
    let difference = try ScoreDifference(of: first, to: second)
    #expect(difference.pairs.map(\.name) == ["a", "b", "overall"])
    let alone = try AUROCComparison(first: (normal, [5, 6, 0]), second: (normal, [0, 6, 0]))
    #expect(difference.pairs[0].comparison == alone)
    #expect(difference.pairs[1].comparison.difference == 0)
    let mixture = try AUROCComparison(
      first: (normal, [5, 6, 0, 2.5, 9]), second: (normal, [0, 6, 0, 2.5, 9]))
    #expect(difference.pairs[2].comparison == mixture)
  }

  @Test("The table has a sign where the other score is better")
  func table() throws {
    let difference = try ScoreDifference(
      of: ([1, 2], [(name: "a", scores: [0.0])]), to: ([1, 2], [(name: "a", scores: [3.0])]))
    #expect(
      difference.table == """
        set  difference of AUROC    95 % interval
        a                 -1.000  -1.000 to 0.960
        """)
  }

  @Test("Scores of other frames are refused")
  func counts() {
    #expect(throws: EvaluationError.self) {
      try ScoreDifference(
        of: (normal, [(name: "a", scores: [1.0])]), to: (normal, [(name: "a", scores: [1.0, 2])]))
    }
  }
}
