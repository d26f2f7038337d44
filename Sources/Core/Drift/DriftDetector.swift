/// Tells when the scores of a stream no longer look like those of its calibration.
///
/// A plain value, fed one score after the other. The p-value of a score is its rank among the
/// calibration scores and all earlier scores of the stream, itself included,
///
///     p = (#{scores greater} + θ·#{scores equal}) / n,   θ uniform in [0, 1)
///
/// as the share of scores at least as large. Where calibration and stream are exchangeable these
/// p-values are independent and uniform (Vovk, Gammerman and Shafer, chapter 8), whatever the
/// distribution of scores, and `DriftStatistic` bounds how often it is taken for a drift: once in
/// `threshold` scores, in the mean. (p-values among the calibration scores alone are not
/// independent; a bet on them grows beyond every bound.) Greater and equal go by the buckets of
/// `ScoreCounts`.
///
/// Once it has found a drift it stays with it: the statistic keeps its value and the stream's
/// scores join those they are compared with no more, so that p-values go on to tell how different
/// they are. Equal scores, calibration, threshold and seed give equal results, bit for bit.
public struct DriftDetector: Sendable {
  /// The number of scores `recentMeanPValue` is the mean of.
  public static let recentCount = 100

  /// c: a drift is found when the statistic is at least this.
  public var threshold: Double

  /// The Shiryaev–Roberts statistic after the last score, or at the drift.
  public var statistic: Double { evidence.value }

  /// The number of scores seen.
  public private(set) var count = 0

  /// Whether a drift was found.
  public private(set) var isDrifting = false

  private var reference: ScoreCounts
  private var evidence = DriftStatistic()
  private var generator: SeededGenerator
  private var recent: [Double] = []

  /// Creates the detector of a stream that begins.
  ///
  /// - Parameters:
  ///   - calibration: The scores of the calibration; none at all says nothing until some came.
  ///   - threshold: c, the least mean number of scores between two false alarms.
  ///   - seed: What determines θ.
  public init(calibration: ScoreCounts, threshold: Double, seed: UInt64) {
    precondition(threshold > 0, "a drift threshold of \(threshold)")
    self.reference = calibration
    self.threshold = threshold
    self.generator = SeededGenerator(seed: seed)
  }

  /// The mean of the last 100 p-values, or as many as there were; nothing before the first.
  ///
  /// Near 0.5 where scores are as they were; towards 0 where they became larger, towards 1 where
  /// they became smaller.
  public var recentMeanPValue: Double? {
    recent.isEmpty ? nil : recent.reduce(0, +) / Double(recent.count)
  }

  /// Takes the next score of the stream; NaN counts as infinity.
  ///
  /// - Returns: Its p-value.
  @discardableResult
  public mutating func observe(_ score: Double) -> Double {
    let rank = reference.rank(of: score)
    let equal = generator.nextUniform() * Double(rank.equal + 1)
    let p = min(1, (Double(rank.above) + equal) / Double(reference.total + 1))
    if recent.count < Self.recentCount {
      recent.append(p)
    } else {
      recent[count % Self.recentCount] = p
    }
    count += 1
    guard !isDrifting else { return p }
    reference.add(score)
    evidence.observe(p)
    isDrifting = statistic >= threshold
    return p
  }
}
