import Testing

@testable import Core

/// Against the sums of the products' shapes, written out for the Fashion-MNIST model with 32
/// features and 100 latent values.
@Suite struct MultiplyAddsTests {
  private let network = VAEArchitecture(channels: 1, features: 32, latent: 100).makeNetwork()

  @Test("a frame takes its forward products twice, but no gradient of the image")
  func passes() {
    let encoder = 256 * 16 * 32 + 64 * 512 * 64 + 16 * 1024 * 128 + 2 * 2048 * 100
    let decoder =
      100 * 128 * 16 + 16 * 16 * 128 * 64 + 64 * 16 * 64 * 32 + 256 * 16 * 32 * 256
    let plan = Plan(
      network, for: .scoring(layers: VAEArchitecture.scoredLayers), maximumBatch: 1)
    #expect(plan.multiplyAdds == 2 * (encoder + decoder) - 256 * 16 * 32)
  }

  @Test("a rotation takes the cheaper of its ways, and shared inputs once")
  func rotations() {
    let layers = network.scoredLayers(VAEArchitecture.scoredLayers)
    let counts = layers.map { layer in
      func zeros(_ size: Int) -> Matrix {
        Matrix(rows: size, columns: size, scalars: [Float](repeating: 0, count: size * size))
      }
      let basis = LayerBasis(
        layer, inputEigenvectors: zeros(layer.inputCount),
        gradientEigenvectors: zeros(layer.outputCount))
      return LayerRotation(layer: layer, basis: basis)
        .multiplyAdds(reusesInputs: layer.sharesInputWith != nil)
    }
    let expected = [
      256 * 16 * 32 + 32 * 16 * 16 + 32 * 32 * 16,
      64 * 512 * 64 + 64 * (512 * 512 + 64 * 64),
      16 * 1024 * 128 + 16 * (1024 * 1024 + 128 * 128),
      2049 * 100 + 2049 * 2049 + 100 * 100,
      2049 * 100 + 100 * 100,
    ]
    #expect(counts == expected)
    // 0.043 G in all, where rotating the gradient of every layer takes 1.06 G.
    #expect(abs(Double(counts.reduce(0, +)) / 0.043e9 - 1) < 0.01)
  }

  @Test("without a basis only the gradients are formed")
  func diagonal() {
    let layers = network.scoredLayers(VAEArchitecture.scoredLayers)
    for layer in layers {
      let rotation = LayerRotation(layer: layer, basis: .identity)
      #expect(
        rotation.multiplyAdds(reusesInputs: false)
          == layer.positions * layer.inputCount * layer.outputCount)
    }
  }
}
