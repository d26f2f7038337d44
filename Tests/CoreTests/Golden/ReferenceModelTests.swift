import Foundation
import Storage
import Testing

@testable import Core

/// A model of full size against PyTorch, from files named by the environment (`make golden`).
@Suite(
  .enabled(
    if: ["ROSED_GOLDEN", "ROSED_MODELS"].allSatisfy {
      ProcessInfo.processInfo.environment[$0] != nil
    }))
struct ReferenceModelTests {
  static let folder = ProcessInfo.processInfo.environment["ROSED_GOLDEN"]
  static let models = ProcessInfo.processInfo.environment["ROSED_MODELS"]

  @Test("Fashion-MNIST, 32 features: loss, gradient norms and layer scores")
  func fashionMNIST() throws {
    let (folder, models) = (try #require(Self.folder), try #require(Self.models))
    let golden = try GoldenFile.at("\(folder)/fashion-mnist-vae-32.safetensors")
    let model = try GoldenFile.at("\(models)/fashion-mnist-vae-32.safetensors").model(prefix: "")
    let factors = try GoldenFile.at("\(folder)/fashion-mnist-vae-32-factors.safetensors")
      .factors(prefix: "", damping: 1e-3)
    let frames = try golden.images("frames")
    let losses = try golden.file.float64("negative_elbo").scalars
    let scores = try golden.file.float64("layer_scores.damping_0.001").scalars

    let pass = ModelPass(CompiledModel(model), maximumBatch: 16)
    let layers = pass.compiled.layers
    let buffers = RotationBuffers(layers, maximumBatch: 16)
    let scorer = LayerScorer(layers, factors: factors)
    var worst = (loss: 0.0, norm: 0.0, score: 0.0)
    for start in stride(from: 0, to: frames.count, by: 16) {
      pass.run((start..<start + 16).map { frames[$0] })
      for layer in layers {
        let expected = try golden.file.float64("\(layer.name).gradient_squared_norm").scalars
        LayerRotation(layer: layer, basis: .identity)
          .forEachFrame(pass.samples(layer), buffers, reusesInputs: false) { frame, gradient in
            let found = gradient.scalars.reduce(0.0) { $0 + Double($1) * Double($1) }
            worst.norm = max(worst.norm, abs((found / expected[start + frame]).squareRoot() - 1))
          }
      }
      var found = [Double](repeating: 0, count: 16 * layers.count)
      scorer.layerScores(pass, buffers, into: &found)
      for frame in 0..<16 {
        worst.loss = max(worst.loss, abs(pass.loss(frame) / losses[start + frame] - 1))
        for layer in layers.indices {
          let expected = scores[(start + frame) * layers.count + layer]
          worst.score = max(worst.score, abs(found[frame * layers.count + layer] / expected - 1))
        }
      }
    }
    print("largest relative errors: loss \(worst.loss), norm \(worst.norm), score \(worst.score)")
    #expect(worst.loss < 1e-5)
    #expect(worst.norm < 1e-4)
    #expect(worst.score < 1e-3)
  }
}
