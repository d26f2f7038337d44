/// How much better one score detects sets than another does, on the same frames.
public struct ScoreDifference: Equatable, Sendable {
  /// The comparison of a set.
  public struct Pair: Equatable, Sendable {
    /// The name of the set; `overall` for the mixture.
    public let name: String
    /// The score's AUROC less the other's.
    public let comparison: AUROCComparison
  }

  /// The scores of the same frames by one method.
  public typealias Scores = (normal: [Double], sets: [EvaluationReport.NamedScores])

  /// The sets in order, then the mixture if there are several sets.
  public let pairs: [Pair]

  /// Compares two scores.
  ///
  /// - Parameters:
  ///   - scores: Those of one method.
  ///   - other: Those of the other, of the same frames in the same order.
  /// - Precondition: Both have the same sets.
  /// - Throws: `EvaluationError`; see `AUROCComparison`.
  public init(of scores: Scores, to other: Scores) throws(EvaluationError) {
    precondition(scores.sets.map(\.name) == other.sets.map(\.name), "scores of different sets")
    let sets = EvaluationReport.withMixture(scores.sets)
    let others = EvaluationReport.withMixture(other.sets)
    var pairs: [Pair] = []
    for (set, counterpart) in zip(sets, others) {
      let comparison = try AUROCComparison(
        first: (scores.normal, set.scores), second: (other.normal, counterpart.scores))
      pairs.append(Pair(name: set.name, comparison: comparison))
    }
    self.pairs = pairs
  }

  /// The differences as aligned columns for people, a line a set, with three decimals.
  public var table: String {
    let rows = pairs.map { pair in
      let interval = pair.comparison.interval
      return [pair.name, pair.comparison.difference.thousandths]
        + ["\(interval.low.thousandths) to \(interval.high.thousandths)"]
    }
    return AlignedColumns.text([["set", "difference of AUROC", "95 % interval"]] + rows)
  }
}
