public import Core

extension ModelBundle {
  /// Reads weights that another program wrote, with the tensor names of a bundle.
  ///
  /// Channels, features and latent size are those of the shapes; if the file's metadata state them
  /// too, they must agree. Counters of batches (`….num_batches_tracked`) are left out.
  ///
  /// - Parameter path: The safetensors file.
  /// - Returns: The model and where it comes from.
  /// - Throws: `BundleError` if the file is damaged or holds no such model.
  public static func importWeights(
    from path: String
  ) throws(BundleError) -> (model: VAE, origin: WeightsOrigin) {
    var (content, digest) = try BundleFile.readTensors(from: path)
    content.tensors = content.tensors.filter { !$0.key.hasSuffix(".num_batches_tracked") }
    let architecture = try architecture(of: content, file: path)
    let model = try makeModel(content, architecture: architecture, file: path)
    let name = String(path.split(separator: "/").last ?? "")
    return (model, WeightsOrigin(file: name, sha256: digest))
  }

  private static func architecture(
    of content: Safetensors, file: String
  ) throws(BundleError) -> VAEArchitecture {
    let first = try shape("encoder.conv1.weight", of: content, file: file)
    let mean = try shape("encoder.mean.weight", of: content, file: file)
    let sizes = [("channels", first[1]), ("features", first[0]), ("latent", mean[0])]
    for (name, size) in sizes {
      guard let stated = content.metadata[name], stated != "\(size)" else { continue }
      throw .value(
        file: file, name: "metadata '\(name)'",
        expected: "\(size), as in the shapes of the tensors",
        found: "'\(stated)'")
    }
    try checkChannels(first[1], file: file)
    return VAEArchitecture(channels: first[1], features: first[0], latent: mean[0])
  }

  private static func shape(
    _ name: String, of content: Safetensors, file: String
  ) throws(BundleError) -> [Int] {
    guard let shape = content.tensors[name]?.shape else {
      throw .tensors(file: file, .missing(tensor: name))
    }
    guard shape.count == 4 else {
      throw .value(
        file: file, name: "the shape of tensor '\(name)'", expected: "[out, in, 4, 4]",
        found: "\(shape)")
    }
    return shape
  }
}
