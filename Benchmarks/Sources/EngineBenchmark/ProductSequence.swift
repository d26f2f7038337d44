import Core

/// The matrix products that scoring one micro-batch takes, with nothing between them: what a
/// detector is limited by.
///
/// Belongs to one worker.
final class ProductSequence {
  /// Products of one shape.
  struct Part {
    let name: String
    let product: ReferenceProduct
    let times: Int
    let multiplyAdds: Int
  }

  /// The products in the order of the network.
  let parts: [Part]

  /// The multiply-adds of one run.
  var multiplyAdds: Int { parts.reduce(0) { $0 + $1.multiplyAdds } }

  /// Lists the products of the paper's VAE with EKFAC factors, in the factored form.
  ///
  /// - Parameters:
  ///   - vae: The sizes of the network.
  ///   - b: The frames of the micro-batch.
  init(_ vae: VAEArchitecture, batch b: Int) {
    let (f, c, z) = (vae.features, vae.channels, vae.latent)
    // Name; rows, columns, terms, and how many of them.
    let forward = [
      ("encoder.conv1", 256 * b, f, 16 * c, 1), ("encoder.conv2", 64 * b, 2 * f, 16 * f, 1),
      ("encoder.conv3", 16 * b, 4 * f, 32 * f, 1), ("encoder heads", b, z, 64 * f, 2),
      ("decoder.conv1", b, 64 * f, z, 1), ("decoder.conv2", 16 * b, 2 * f, 16 * f, 4),
      ("decoder.conv3", 64 * b, f, 8 * f, 4), ("decoder.conv4", 256 * b, 256 * c, 4 * f, 4),
    ]
    // Back to the encoder's first output.
    let backward = forward.dropFirst().map { ("\($0.0), back", $0.1, $0.3, $0.2, $0.4) }
    // Of the first layer its gradients are rotated, else patches and output gradients; then comes the
    // gradient of each frame.
    let rotations = [
      ("encoder.conv1, gradient", f, 16 * c, 256, b),
      ("encoder.conv1, rotation", f * b, 16 * c, 16 * c, 1),
      ("encoder.conv1, rotation", f, 16 * c, f, b),
      ("encoder.conv2, rotation", 64 * b, 16 * f, 16 * f, 1),
      ("encoder.conv2, rotation", 64 * b, 2 * f, 2 * f, 1),
      ("encoder.conv2, gradient", 2 * f, 16 * f, 64, b),
      ("encoder.conv3, rotation", 16 * b, 32 * f, 32 * f, 1),
      ("encoder.conv3, rotation", 16 * b, 4 * f, 4 * f, 1),
      ("encoder.conv3, gradient", 4 * f, 32 * f, 16, b),
      ("encoder heads, rotation", b, 64 * f + 1, 64 * f + 1, 1),
      ("encoder heads, rotation", b, z, z, 2),
      ("encoder heads, weighted sum", b, 64 * f + 1, z, 2),
    ]
    parts = (forward + backward + rotations).map { name, rows, columns, terms, times in
      Part(
        name: name, product: ReferenceProduct(rows: rows, columns: columns, terms: terms),
        times: times, multiplyAdds: rows * columns * terms * times)
    }
  }

  /// Makes every product once, in OpenBLAS.
  func run() {
    for part in parts {
      for _ in 0..<part.times { part.product.run() }
    }
  }
}
