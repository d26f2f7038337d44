public import Core
internal import FoundationEssentials

extension ModelBundle {
  /// Loads a factors file of a bundle.
  ///
  /// - Parameters:
  ///   - bundle: The folder of the bundle.
  ///   - reference: Its name and digest; nil for the newest that fits the weights, as after a fit.
  ///   - weightsDigest: The digest of the weights they must be for.
  ///   - architecture: The model's sizes, which the shapes must follow.
  /// - Returns: The factors, and the name and digest of their file.
  /// - Throws: `BundleError` if there are none, or they are damaged or for other weights.
  public static func loadFactors(
    at bundle: String, reference: FactorsReference? = nil, weightsDigest: String,
    architecture: VAEArchitecture
  ) throws(BundleError) -> (factors: FisherFactors, reference: FactorsReference) {
    guard let reference else {
      return try loadNewestFactors(
        at: bundle, weightsDigest: weightsDigest, architecture: architecture)
    }
    let path = BundleFile.path(bundle, reference.file)
    let (content, digest) = try BundleFile.readTensors(from: path)
    guard digest == reference.sha256 else {
      throw .digestMismatch(
        file: path, namedBy: BundleFile.path(bundle, BundleFile.calibration),
        expected: reference.sha256, found: digest)
    }
    let document = FactorsDocument(content: content, file: path)
    return (
      try document.factors(weightsDigest: weightsDigest, architecture: architecture), reference
    )
  }

  /// Writes factors beside those that are in use; nothing that a detector loads changes until a
  /// calibration names them.
  ///
  /// - Parameters:
  ///   - factors: The factors.
  ///   - weightsDigest: The digest of the weights they were fitted for.
  ///   - bundle: The folder of the bundle.
  /// - Returns: The name and digest of the file.
  /// - Throws: `BundleError`; the file is not half-written.
  public static func writeFactors(
    _ factors: FisherFactors, weightsDigest: String, at bundle: String
  ) throws(BundleError) -> FactorsReference {
    let bytes = FactorsDocument.content(of: factors, weightsDigest: weightsDigest).encoded()
    let reference = FactorsReference(sha256: Digest.sha256(bytes))
    try BundleFile.write(bytes, to: BundleFile.path(bundle, reference.file))
    return reference
  }

  private static func loadNewestFactors(
    at bundle: String, weightsDigest: String, architecture: VAEArchitecture
  ) throws(BundleError) -> (factors: FisherFactors, reference: FactorsReference) {
    for name in newestFactorsFiles(at: bundle) {
      let path = BundleFile.path(bundle, name)
      let (content, digest) = try BundleFile.readTensors(from: path)
      let reference = FactorsReference(sha256: digest)
      guard reference.file == name else {
        throw .digestMismatch(
          file: path, namedBy: "its name", expected: String(name.dropFirst(7).prefix(12)) + "…",
          found: digest)
      }
      let document = FactorsDocument(content: content, file: path)
      // Those of other weights were left behind when the model was replaced.
      guard content.metadata[FactorsDocument.weightsKey] == weightsDigest else { continue }
      return (
        try document.factors(weightsDigest: weightsDigest, architecture: architecture), reference
      )
    }
    throw .noFactors(bundle: bundle)
  }

  /// The names of a bundle's factors files, last written first.
  private static func newestFactorsFiles(at bundle: String) -> [String] {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: bundle)) ?? []
    let dated = names.filter { $0.hasPrefix("fisher-") && $0.hasSuffix(".safetensors") }.map {
      name in
      let attributes = try? manager.attributesOfItem(atPath: BundleFile.path(bundle, name))
      return (name, attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    return dated.sorted { ($0.1, $0.0) > ($1.1, $1.0) }.map(\.0)
  }
}
