internal import Glibc

/// How ROSE and the dispersion of the reconstruction become one score: the surprisal of ROSE, and
/// more, up to a bound, for a frame plainer than normal ones are.
///
/// score = −log P(ROSE) + min(log κ, max(0, −log P(φ) + log α₀)), with P(ROSE) the probability that a
/// normal frame has as large a ROSE, P(φ) that it has as small a dispersion, α₀ a significance level
/// and κ the most that a dispersion counts for.
///
/// ROSE looks at how the model would have to change to explain a frame, the dispersion at whether the
/// frame varies as much as the model expects: frames plainer than normal ones (digits on a wall among
/// photographs) have unremarkable gradients and a dispersion far too small. A dispersion that one
/// normal frame in 1/α₀ has adds nothing, and none makes a frame more than κ times as surprising, so
/// where few false alarms are wanted ROSE decides. Large dispersions add nothing: what is reconstructed
/// badly has large gradients, and ROSE.
public struct ScoreCombination: Equatable, Sendable {
  /// α₀, above 0 and below 1.
  public let dispersionLevel: Double

  /// κ, at least 1 and finite.
  public let largestFactor: Double

  /// ROSE over normal frames.
  public let rose: TailModel

  /// −log φ over normal frames.
  public let dispersion: TailModel

  /// The level where none is asked for: one frame in fifty.
  public static let defaultDispersionLevel = 0.02

  /// The bound where none is asked for.
  public static let defaultLargestFactor = 20.0

  /// Creates a combination from its parts.
  public init(
    dispersionLevel: Double, largestFactor: Double, rose: TailModel, dispersion: TailModel
  ) {
    self.dispersionLevel = dispersionLevel
    self.largestFactor = largestFactor
    self.rose = rose
    self.dispersion = dispersion
  }

  /// Fits a combination to normal frames that neither training nor fitting has seen.
  ///
  /// - Parameters:
  ///   - rose: ROSE of each frame.
  ///   - logDispersion: log φ of each frame.
  ///   - dispersionLevel: α₀.
  ///   - largestFactor: κ.
  /// - Throws: `CalibrationError.tooFewStandardisingFrames` below 20 frames,
  ///   `.nonFiniteScore` for a value that is not finite.
  public init(
    fitting rose: [Double], logDispersion: [Double],
    dispersionLevel: Double = Self.defaultDispersionLevel,
    largestFactor: Double = Self.defaultLargestFactor
  ) throws(CalibrationError) {
    precondition(rose.count == logDispersion.count, "\(rose.count) and \(logDispersion.count)")
    guard rose.count >= TailModel.minimumCount else {
      throw .tooFewStandardisingFrames(needed: TailModel.minimumCount, found: rose.count)
    }
    for (frame, values) in zip(rose, logDispersion).enumerated()
    where !values.0.isFinite || !values.1.isFinite {
      throw .nonFiniteScore(frame: frame)
    }
    self.init(
      dispersionLevel: dispersionLevel, largestFactor: largestFactor,
      rose: TailModel(sortedValues: rose.sorted()),
      dispersion: TailModel(sortedValues: logDispersion.map { -$0 }.sorted()))
  }

  /// Returns the score of a frame, in nats: at least 0, infinity where a value is NaN.
  public func score(rose: Double, logDispersion: Double) -> Double {
    guard !logDispersion.isNaN else { return .infinity }
    let excess = dispersion.surprisal(-logDispersion) + log(dispersionLevel)
    return self.rose.surprisal(rose) + min(log(largestFactor), max(0, excess))
  }
}
