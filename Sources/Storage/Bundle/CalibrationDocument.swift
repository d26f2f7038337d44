internal import Core
internal import FoundationEssentials

/// A calibration as `calibration.json` holds it.
struct CalibrationDocument: Codable {
  /// The version that this code reads and writes.
  static let currentVersion = 2

  struct LayerStatistics: Codable {
    let name: String
    let mean: Double
    let standardDeviation: Double

    private enum CodingKeys: String, CodingKey {
      case name
      case mean
      case standardDeviation = "standard_deviation"
    }
  }

  struct Canary: Codable {
    let shape: ImageShape
    /// The values as in `Image.pixels`, in base 64.
    let pixels: Data
    let layerScores: [Double]
    let logDispersion: Double

    private enum CodingKeys: String, CodingKey {
      case shape
      case pixels
      case layerScores = "layer_scores"
      case logDispersion = "log_dispersion"
    }
  }

  let formatVersion: Int
  let factors: FactorsReference
  let standardisation: Calibration.Standardisation
  let layers: [LayerStatistics]
  let norm: JSONReal
  let bias: Double
  let combination: CombinationDocument?
  let falseAlarmRate: Double
  let threshold: JSONReal
  let frames: Int
  let seed: UInt64
  let scores: [JSONReal]
  let canary: [Canary]

  private enum CodingKeys: String, CodingKey {
    case formatVersion = "format_version"
    case factors
    case standardisation
    case layers
    case norm
    case bias
    case combination
    case falseAlarmRate = "false_alarm_rate"
    case threshold
    case frames
    case seed
    case scores
    case canary
  }

  init(_ calibration: Calibration, factors: FactorsReference) {
    formatVersion = Self.currentVersion
    self.factors = factors
    standardisation = calibration.standardisation
    layers = calibration.layerNames.indices.map { index in
      LayerStatistics(
        name: calibration.layerNames[index], mean: calibration.layerMean[index],
        standardDeviation: calibration.layerStandardDeviation[index])
    }
    norm = JSONReal(calibration.norm)
    bias = calibration.bias
    combination = calibration.combination.map(CombinationDocument.init)
    falseAlarmRate = calibration.falseAlarmRate
    threshold = JSONReal(calibration.threshold)
    frames = calibration.sortedScores.count
    seed = calibration.seed
    scores = calibration.sortedScores.map(JSONReal.init)
    canary = calibration.canary.map {
      Canary(
        shape: $0.image.shape, pixels: Data($0.image.pixels), layerScores: $0.layerScores,
        logDispersion: $0.logDispersion)
    }
  }

  /// Checks everything and makes the calibration.
  func calibration(
    file: String, inputShape: ImageShape
  ) throws(BundleError) -> Calibration {
    func check(
      _ isValid: Bool, _ name: String, expected: String, found: String
    ) throws(BundleError) {
      guard isValid else {
        throw .value(file: file, name: name, expected: expected, found: found)
      }
    }
    try check(
      factors.isValid, "factors",
      expected: "a SHA-256 digest and the file name 'fisher-<its first 12 digits>.safetensors'",
      found: "'\(factors.sha256)' and '\(factors.file)'")
    for layer in layers {
      try check(
        layer.mean.isFinite && layer.standardDeviation.isFinite && layer.standardDeviation > 0,
        "the statistics of layer '\(layer.name)'",
        expected: "a finite mean and a positive standard deviation",
        found: "\(layer.mean) and \(layer.standardDeviation)")
    }
    try check(
      norm.value >= 1, "norm", expected: "at least 1, or \"infinity\"", found: "\(norm.value)")
    try check(bias.isFinite, "bias", expected: "a finite number", found: "\(bias)")
    let values = scores.map(\.value)
    try check(
      frames == values.count, "frames", expected: "\(values.count), the number of scores",
      found: "\(frames)")
    try check(
      zip(values, values.dropFirst()).allSatisfy(<=), "scores", expected: "ascending numbers",
      found: "a number below the one before it")
    let made = try makeCalibration(file: file, inputShape: inputShape, scores: values)
    try check(
      made.threshold == threshold.value, "threshold",
      expected: "\(made.threshold), as the scores and the false-alarm rate give",
      found: "\(threshold.value)")
    do { try made.checkCanary() } catch { throw .calibration(file: file, error) }
    return made
  }

  private func makeCalibration(
    file: String, inputShape: ImageShape, scores: [Double]
  ) throws(BundleError) -> Calibration {
    var frames: [Calibration.CanaryFrame] = []
    for (index, frame) in canary.enumerated() {
      // The shape is compared first: the product of a hostile one may overflow.
      guard frame.shape == inputShape, frame.pixels.count == inputShape.count,
        frame.layerScores.count == layers.count
      else {
        throw .value(
          file: file, name: "canary[\(index)]",
          expected: "an image of \(inputShape) and \(layers.count) layer scores",
          found: "an image of \(frame.shape), \(frame.pixels.count) values and "
            + "\(frame.layerScores.count) layer scores")
      }
      frames.append(
        Calibration.CanaryFrame(
          image: Image(shape: inputShape, pixels: [UInt8](frame.pixels)),
          layerScores: frame.layerScores, logDispersion: frame.logDispersion))
    }
    let combination = try combination?.combination(file: file)
    do {
      return try Calibration(
        standardisation: standardisation, layerNames: layers.map(\.name),
        layerMean: layers.map(\.mean),
        layerStandardDeviation: layers.map(\.standardDeviation), norm: norm.value, bias: bias,
        combination: combination, sortedScores: scores, falseAlarmRate: falseAlarmRate, seed: seed,
        canary: frames)
    } catch {
      throw .calibration(file: file, error)
    }
  }
}
