/// How a detector is calibrated.
///
/// The defaults join ROSE as in the paper with the dispersion, at one false alarm in a hundred.
public struct CalibrationOptions: Equatable, Sendable {
  /// What decides.
  public var score: Calibration.Score

  /// How layer scores are standardised.
  public var standardisation: Calibration.Standardisation

  /// α, the rate of normal frames that may be called anomalous.
  public var falseAlarmRate: Double

  /// p of the norm.
  public var norm: Double

  /// b, added before the ReLU.
  public var bias: Double

  /// The seed that chose the frames; recorded.
  public var seed: UInt64

  /// The number of workers; changes no result.
  public var workers: Int

  /// Creates options.
  public init(
    score: Calibration.Score = .roseDispersion,
    standardisation: Calibration.Standardisation = .paper, falseAlarmRate: Double = 0.01,
    norm: Double = .infinity, bias: Double = 0, seed: UInt64 = 0, workers: Int = 1
  ) {
    self.score = score
    self.standardisation = standardisation
    self.falseAlarmRate = falseAlarmRate
    self.norm = norm
    self.bias = bias
    self.seed = seed
    self.workers = workers
  }
}

extension CalibrationOptions {
  /// Of so many frames the number, the first, that standardise layer scores or join ROSE and the
  /// dispersion; the rest calibrates.
  func standardisingCount(of frames: Int) -> Int { isSplit ? frames / 3 : 0 }

  private var isSplit: Bool { score != .rose || standardisation == .heldOut }

  /// Says without scoring whether so many frames suffice, such as before hours of training.
  ///
  /// - Throws: `CalibrationError.tooFewFrames` with what is needed and found of all frames, if those
  ///   that calibrate cannot state the rate, `.tooFewStandardisingFrames`, or `.invalidRate`.
  public func check(frameCount: Int) throws(CalibrationError) {
    let standardising = standardisingCount(of: frameCount)
    do {
      // As many scores of 0 have a threshold where any have.
      _ = try Calibration.threshold(
        falseAlarmRate: falseAlarmRate,
        sortedScores: [Double](repeating: 0, count: frameCount - standardising))
    } catch .tooFewFrames(let rate, let needed, let found) {
      // n frames leave n − ⌊n/3⌋ = ⌈2n/3⌉, at least `needed` from ⌊3(needed − 1)/2⌋ + 1 on.
      guard isSplit else { throw .tooFewFrames(rate: rate, needed: needed, found: found) }
      let (total, overflows) = needed.addingReportingOverflow((needed - 1) / 2)
      throw .tooFewFrames(
        rate: rate, needed: overflows ? .max : total, found: frameCount)
    }
    guard score == .rose || standardising >= TailModel.minimumCount else {
      throw .tooFewStandardisingFrames(needed: TailModel.minimumCount, found: standardising)
    }
  }
}
