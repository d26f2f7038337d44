public import Core

extension ModelBundle {
  /// Loads the calibration of a bundle and the factors it names, for weights already loaded.
  ///
  /// - Parameters:
  ///   - bundle: The folder of the bundle.
  ///   - weightsDigest: The digest of the loaded weights.
  ///   - architecture: The sizes of the loaded model.
  /// - Returns: The calibration and its factors.
  /// - Throws: `BundleError`; `.otherWeights` if the factors are for other weights than those
  ///   loaded.
  public static func loadFactorsAndCalibration(
    at bundle: String, weightsDigest: String, architecture: VAEArchitecture
  ) throws(BundleError) -> LoadedCalibration {
    let path = BundleFile.path(bundle, BundleFile.calibration)
    let document: CalibrationDocument
    do {
      document = try BundleFile.readJSON(CalibrationDocument.self, from: path)
    } catch .file(let error) where error.isMissing {
      throw .noCalibration(file: path)
    }
    guard document.formatVersion == CalibrationDocument.currentVersion else {
      throw .formatVersion(
        file: path, expected: CalibrationDocument.currentVersion, found: document.formatVersion)
    }
    let calibration = try document.calibration(file: path, inputShape: architecture.inputShape)
    let (factors, reference) = try loadFactors(
      at: bundle, reference: document.factors, weightsDigest: weightsDigest,
      architecture: architecture)
    let layers = factors.layers.map(\.name)
    guard layers == calibration.layerNames else {
      throw .value(
        file: path, name: "layers", expected: "\(layers), as in its factors",
        found: "\(calibration.layerNames)")
    }
    try check(calibration, against: factors, path)
    return LoadedCalibration(
      factors: factors, factorsReference: reference, calibration: calibration)
  }

  /// The paper standardises with the statistics of the fit, which the digests protect; those of
  /// logarithms are others.
  private static func check(
    _ calibration: Calibration, against factors: FisherFactors, _ file: String
  ) throws(BundleError) {
    var difference: (name: String, fitted: Double, found: Double)?
    for (name, values, fitted) in [
      ("mean", calibration.layerMean, factors.layerMean),
      ("standard_deviation", calibration.layerStandardDeviation, factors.layerStandardDeviation),
    ] {
      guard let layer = values.indices.first(where: { values[$0] != fitted[$0] }) else { continue }
      difference = (
        "the \(name) of layer '\(calibration.layerNames[layer])'", fitted[layer], values[layer]
      )
    }
    switch (calibration.standardisation, difference) {
    case (.paper, let difference?):
      throw .value(
        file: file, name: difference.name,
        expected: "\(difference.fitted), as in its factors; copy the bundle again, or run rose "
          + "calibrate",
        found: "\(difference.found)")
    case (.heldOut, nil):
      throw .value(
        file: file, name: "standardisation",
        expected: "'paper', as the statistics are those of its factors; copy the bundle again, or "
          + "run rose calibrate",
        found: "'held-out'")
    default: break
    }
  }

  /// Replaces the calibration of a bundle: the one switch that changes what is loaded.
  ///
  /// - Parameters:
  ///   - calibration: The calibration.
  ///   - factors: The factors it was made with, already written.
  ///   - bundle: The folder of the bundle.
  /// - Throws: `BundleError`; then the old calibration is untouched.
  public static func writeCalibration(
    _ calibration: Calibration, factors: FactorsReference, at bundle: String
  ) throws(BundleError) {
    try BundleFile.writeJSON(
      CalibrationDocument(calibration, factors: factors),
      to: BundleFile.path(bundle, BundleFile.calibration))
  }
}
