/// The metrics of several out-of-distribution sets against one normal set: what
/// `rose evaluate --json` prints.
public struct EvaluationReport: Codable, Equatable, Sendable {
  /// The scores of a set's frames, in order, and its name.
  public typealias NamedScores = (name: String, scores: [Double])

  /// The metrics of one out-of-distribution set.
  public struct Pair: Codable, Equatable, Sendable {
    /// The name of the set; `overall` for the mixture.
    public let name: String
    /// The area under the ROC curve.
    public let auroc: Double
    /// The lower end of the 95 % interval of the area.
    public let aurocLow: Double
    /// The upper end of the 95 % interval of the area.
    public let aurocHigh: Double
    /// The area under the precision-recall curve, normal positive.
    public let auprc: Double
    /// The false-positive rate at a true-positive rate of 0.8.
    public let fpr80: Double
    /// The true-positive rate at a false-positive rate of 5 %.
    public let tprAt5Percent: Double
    /// The true-positive rate at a false-positive rate of 1 %.
    public let tprAt1Percent: Double
    /// The number of out-of-distribution frames.
    public let frames: Int

    private enum CodingKeys: String, CodingKey {
      case name
      case auroc
      case aurocLow = "auroc_low"
      case aurocHigh = "auroc_high"
      case auprc
      case fpr80
      case tprAt5Percent = "tpr_at_5_percent"
      case tprAt1Percent = "tpr_at_1_percent"
      case frames
    }

    init(name: String, metrics: DetectionMetrics) {
      self.name = name
      auroc = metrics.auroc
      aurocLow = metrics.aurocInterval.low
      aurocHigh = metrics.aurocInterval.high
      auprc = metrics.auprc
      fpr80 = metrics.fpr80
      tprAt5Percent = metrics.tprAt5Percent
      tprAt1Percent = metrics.tprAt1Percent
      frames = metrics.frames
    }
  }

  /// The frames each set gives to the mixture.
  public static let framesInMixture = 1000

  /// The name of the mixture.
  public static let mixtureName = "overall"

  /// The sets in the order given, then the mixture if there are several sets.
  public let pairs: [Pair]

  /// The pair of all sets: the mixture, or the one set there is.
  public var whole: Pair { pairs[pairs.count - 1] }

  /// Returns the sets in the order given, then the mixture if there are several.
  ///
  /// The mixture, `overall`, has the first 1,000 frames of each set, or all if there are fewer.
  public static func withMixture(_ sets: [NamedScores]) -> [NamedScores] {
    guard sets.count > 1 else { return sets }
    return sets + [(mixtureName, sets.flatMap { $0.scores.prefix(framesInMixture) })]
  }

  /// Evaluates sets, and their mixture if there are several, against a normal one.
  ///
  /// - Parameters:
  ///   - normal: The scores of the normal frames.
  ///   - sets: Name and scores of each out-of-distribution set.
  /// - Precondition: There is at least one set.
  /// - Throws: `EvaluationError` if a set is empty or a score is not a number.
  public init(normal: [Double], sets: [NamedScores]) throws(EvaluationError) {
    precondition(!sets.isEmpty, "no sets to evaluate")
    try EvaluationError.check(normal, set: "normal")
    var pairs: [Pair] = []
    for (name, scores) in Self.withMixture(sets) {
      try EvaluationError.check(scores, set: name)
      let metrics = try DetectionMetrics(normal: normal, outOfDistribution: scores)
      pairs.append(Pair(name: name, metrics: metrics))
    }
    self.pairs = pairs
  }
}
