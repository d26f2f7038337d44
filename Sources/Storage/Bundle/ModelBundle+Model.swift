public import Core
internal import Glibc

extension ModelBundle {
  /// Loads the description and the weights of a bundle.
  public static func loadModel(at bundle: String) throws(BundleError) -> LoadedModel {
    let descriptionPath = BundleFile.path(bundle, BundleFile.model)
    let description = try BundleFile.readJSON(ModelDescription.self, from: descriptionPath)
    try check(description, file: descriptionPath)
    let weightsPath = BundleFile.path(bundle, BundleFile.weights)
    let (content, digest) = try BundleFile.readTensors(from: weightsPath)
    let model = try makeModel(content, architecture: description.architecture, file: weightsPath)
    return LoadedModel(description: description, model: model, weightsDigest: digest)
  }

  /// Writes the weights and the description of a model; makes the folder if it is not there.
  ///
  /// Factors and a calibration that the bundle may already have are left, but are refused from
  /// then on, as they name other weights.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - description: Its description, of the same architecture.
  ///   - bundle: The folder of the bundle.
  /// - Returns: The digest of the weights.
  /// - Throws: `BundleError`; no file is half-written.
  @discardableResult
  public static func writeModel(
    _ model: VAE, description: ModelDescription, at bundle: String
  ) throws(BundleError) -> String {
    precondition(
      description.architecture == model.architecture,
      "the description is of \(description.architecture), the model of \(model.architecture)")
    let descriptionPath = BundleFile.path(bundle, BundleFile.model)
    let descriptionBytes = try BundleFile.json(description, for: descriptionPath)
    let isNew = try makeFolder(bundle)
    let architecture = model.architecture
    let bytes = Safetensors(
      tensors: model.weights.mapValues { .float32($0) },
      metadata: [
        "channels": "\(architecture.channels)", "features": "\(architecture.features)",
        "latent": "\(architecture.latent)",
      ]
    ).encoded()
    do throws(BundleError) {
      try BundleFile.write(bytes, to: BundleFile.path(bundle, BundleFile.weights))
      try BundleFile.write(descriptionBytes, to: descriptionPath)
    } catch {
      // Removes the folder only if it is empty.
      if isNew { unsafe rmdir(bundle) }
      throw error
    }
    return Digest.sha256(bytes)
  }

  /// Replaces the description of a bundle's model.
  public static func writeDescription(
    _ description: ModelDescription, at bundle: String
  ) throws(BundleError) {
    try BundleFile.writeJSON(description, to: BundleFile.path(bundle, BundleFile.model))
  }

  static func makeModel(
    _ content: Safetensors, architecture: VAEArchitecture, file: String
  ) throws(BundleError) -> VAE {
    var weights: [String: Tensor<Float>] = [:]
    for name in content.tensors.keys {
      do {
        weights[name] = try content.float32(name)
      } catch {
        throw .tensors(file: file, error)
      }
    }
    do {
      return try VAE(architecture: architecture, weights: weights)
    } catch {
      throw .model(file: file, error)
    }
  }

  /// Makes the folder of a bundle if it is not there, and returns whether it did.
  private static func makeFolder(_ bundle: String) throws(BundleError) -> Bool {
    do throws(FileError) {
      if unsafe mkdir(bundle, 0o755) == 0 {
        try AtomicFile.synchroniseFolder(of: bundle)
        return true
      }
      guard errno == EEXIST else { throw FileError("create", bundle) }
      return false
    } catch {
      throw .file(error)
    }
  }

  private static func check(
    _ description: ModelDescription, file: String
  ) throws(BundleError) {
    guard description.formatVersion == ModelDescription.currentVersion else {
      throw .formatVersion(
        file: file, expected: ModelDescription.currentVersion, found: description.formatVersion)
    }
    try checkChannels(description.architecture.channels, file: file)
    let expected = ModelDescription(architecture: description.architecture)
    let values = [
      ("kind", expected.kind, description.kind),
      ("likelihood", expected.likelihood, description.likelihood),
      ("input_shape", "\(expected.inputShape)", "\(description.inputShape)"),
      ("preprocessing", "\(expected.preprocessing)", "\(description.preprocessing)"),
    ]
    for (name, expected, found) in values where expected != found {
      throw .value(file: file, name: name, expected: expected, found: found)
    }
  }

  /// Images have one channel or three; a model of another number could read none.
  static func checkChannels(_ channels: Int, file: String) throws(BundleError) {
    guard [1, 3].contains(channels) else {
      throw .value(
        file: file, name: "the number of image channels", expected: "1 or 3",
        found: "\(channels)")
    }
  }
}
