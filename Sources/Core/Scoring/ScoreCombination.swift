internal import Glibc

/// How ROSE and the dispersion of the reconstruction become one score: the surprisal of ROSE, and
/// what that of the dispersion exceeds an everyday one by.
///
/// score = −log P(ROSE) + max(0, −log P(d) + log α₀), with d = |log φ − centre|, P the probability
/// that a normal frame has as large a value, and α₀ a significance level: a dispersion that one
/// normal frame in 1/α₀ has adds nothing, so what ROSE detects it detects still. ROSE looks at how
/// the model would have to change to explain a frame, the dispersion at whether the frame varies as
/// the model expects: frames plainer than normal ones (digits on a wall among photographs) have
/// unremarkable gradients and a dispersion far too small.
public struct ScoreCombination: Equatable, Sendable {
  /// α₀, above 0 and below 1.
  public let dispersionLevel: Double

  /// The median of log φ over normal frames.
  public let dispersionCentre: Double

  /// ROSE over normal frames.
  public let rose: TailModel

  /// |log φ − centre| over normal frames.
  public let dispersion: TailModel

  /// The level where none is asked for: one frame in twenty.
  public static let defaultDispersionLevel = 0.05

  /// Creates a combination from its parts.
  public init(
    dispersionLevel: Double, dispersionCentre: Double, rose: TailModel, dispersion: TailModel
  ) {
    self.dispersionLevel = dispersionLevel
    self.dispersionCentre = dispersionCentre
    self.rose = rose
    self.dispersion = dispersion
  }

  /// Fits a combination to normal frames that neither training nor fitting has seen.
  ///
  /// - Parameters:
  ///   - rose: ROSE of each frame.
  ///   - logDispersion: log φ of each frame.
  ///   - dispersionLevel: α₀.
  /// - Throws: `CalibrationError.tooFewStandardisingFrames` below 20 frames,
  ///   `.nonFiniteScore` for a value that is not finite.
  public init(
    fitting rose: [Double], logDispersion: [Double],
    dispersionLevel: Double = Self.defaultDispersionLevel
  ) throws(CalibrationError) {
    precondition(rose.count == logDispersion.count, "\(rose.count) and \(logDispersion.count)")
    guard rose.count >= TailModel.minimumCount else {
      throw .tooFewStandardisingFrames(needed: TailModel.minimumCount, found: rose.count)
    }
    for (frame, values) in zip(rose, logDispersion).enumerated()
    where !values.0.isFinite || !values.1.isFinite {
      throw .nonFiniteScore(frame: frame)
    }
    let centre = logDispersion.sorted()[logDispersion.count / 2]
    self.init(
      dispersionLevel: dispersionLevel, dispersionCentre: centre,
      rose: TailModel(sortedValues: rose.sorted()),
      dispersion: TailModel(sortedValues: logDispersion.map { abs($0 - centre) }.sorted()))
  }

  /// Returns the score of a frame, in nats: at least 0, infinity where a value is NaN.
  public func score(rose: Double, logDispersion: Double) -> Double {
    let excess = dispersion.surprisal(abs(logDispersion - dispersionCentre)) + log(dispersionLevel)
    return self.rose.surprisal(rose) + max(0, excess)
  }
}
