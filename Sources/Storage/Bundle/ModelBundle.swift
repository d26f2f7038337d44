internal import Core

/// Reads and writes bundles, `NAME.rose/`: a model, its Fisher factors and a calibration.
///
/// The files form a chain of SHA-256 digests: `calibration.json` names its factors file and digest,
/// and the factors name the digest of their weights. Loading closes the chain or fails. Every file
/// is read once into memory of its own, where digest and checks run over the same bytes, and
/// written under a temporary name and renamed. Replacing `calibration.json` is the one switch that
/// changes what a detector is: everything else in a bundle lies ready beside it.
public enum ModelBundle {
  /// Loads a whole bundle.
  ///
  /// - Throws: `BundleError` if a file is missing, damaged, of another version, or not the one its
  ///   neighbour in the chain names.
  public static func load(at path: String) throws(BundleError) -> LoadedBundle {
    let model = try loadModel(at: path)
    let calibrated = try loadFactorsAndCalibration(
      at: path, weightsDigest: model.weightsDigest, architecture: model.model.architecture)
    return LoadedBundle(model: model, calibrated: calibrated)
  }
}
