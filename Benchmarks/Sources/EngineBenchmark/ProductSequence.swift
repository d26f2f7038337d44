import Core

/// The matrix products that scoring one micro-batch takes, made by OpenBLAS and nothing between
/// them: what a detector is limited by.
///
/// Belongs to one worker.
final class ProductSequence {
  private let products: [(product: ReferenceProduct, times: Int)]

  /// The multiply-adds of one run.
  let multiplyAdds: Int

  /// Lists the products of the paper's VAE with EKFAC factors, in the factored form.
  ///
  /// - Parameters:
  ///   - vae: The sizes of the network.
  ///   - b: The frames of the micro-batch.
  init(_ vae: VAEArchitecture, batch b: Int) {
    let (f, c, z) = (vae.features, vae.channels, vae.latent)
    // Rows, columns, terms, and how many of them.
    var shapes = [
      (256 * b, f, 16 * c, 1), (64 * b, 2 * f, 16 * f, 1), (16 * b, 4 * f, 32 * f, 1),
      (b, z, 64 * f, 2),
      (b, 64 * f, z, 1), (16 * b, 2 * f, 16 * f, 4), (64 * b, f, 8 * f, 4),
      (256 * b, 256 * c, 4 * f, 4),
    ]
    // Back to the encoder's first output.
    shapes += shapes.dropFirst().map { ($0.0, $0.2, $0.1, $0.3) }
    // The rotations: of the first layer's gradients, else of patches and output gradients; then the
    // gradient of each frame.
    shapes += [
      (f, 16 * c, 256, b), (f * b, 16 * c, 16 * c, 1), (f, 16 * c, f, b),
      (64 * b, 16 * f, 16 * f, 1), (64 * b, 2 * f, 2 * f, 1), (2 * f, 16 * f, 64, b),
      (16 * b, 32 * f, 32 * f, 1), (16 * b, 4 * f, 4 * f, 1), (4 * f, 32 * f, 16, b),
      (b, 64 * f + 1, 64 * f + 1, 1), (b, z, z, 2), (b, 64 * f + 1, z, 2),
    ]
    products = shapes.map {
      (ReferenceProduct(rows: $0.0, columns: $0.1, terms: $0.2), $0.3)
    }
    multiplyAdds = shapes.reduce(0) { $0 + $1.0 * $1.1 * $1.2 * $1.3 }
  }

  /// Makes every product once.
  func run() {
    for (product, times) in products {
      for _ in 0..<times { product.run() }
    }
  }
}
