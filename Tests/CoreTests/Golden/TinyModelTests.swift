import CoreTesting
import Storage
import Testing

@testable import Core

/// The whole way from frames to layer scores against PyTorch.
@Suite struct TinyModelTests {
  let golden: GoldenFile
  let model: VAE
  let frames: ImageSet

  init() throws {
    golden = try GoldenFile.tiny()
    model = try golden.model()
    frames = try golden.images("frames")
  }

  private func pass() -> ModelPass {
    let pass = ModelPass(CompiledModel(model), maximumBatch: 8)
    pass.run((0..<frames.count).map { frames[$0] })
    return pass
  }

  @Test("the loss of each frame has a relative error under 1e-5")
  func loss() throws {
    let expected = try golden.file.float64("negative_elbo").scalars
    let pass = pass()
    for frame in 0..<frames.count {
      #expect(abs(pass.loss(frame) / expected[frame] - 1) < 1e-5)
    }
  }

  @Test("layer gradients differ by less than 1e-4 of their norm")
  func gradients() throws {
    let pass = pass()
    let buffers = RotationBuffers(pass.compiled.layers, maximumBatch: 8)
    for layer in pass.compiled.layers {
      let expected = try golden.file.float32("\(layer.name).gradient").scalars.map(Double.init)
      let rotation = LayerRotation(layer: layer, basis: .identity)
      var found: [Double] = []
      rotation.forEachFrame(pass.samples(layer), buffers, reusesInputs: false) { _, gradient in
        var inFileOrder = [Double](repeating: 0, count: layer.count)
        for row in 0..<layer.outputCount {
          for (column, target) in layer.columnFileIndex.enumerated() {
            inFileOrder[row * layer.inputCount + target] =
              Double(gradient[row * layer.inputCount + column])
          }
        }
        found += inFileOrder
      }
      for frame in 0..<frames.count {
        let own = frame * layer.count..<(frame + 1) * layer.count
        #expect(relativeError(Array(found[own]), Array(expected[own])) < 1e-4, "\(layer.name)")
      }
    }
  }

  @Test("layer scores from the given factors have a relative error under 1e-3")
  func layerScores() throws {
    let expected = try golden.file.float64("layer_scores.damping_0.001")
    let factors = try golden.factors(damping: 1e-3)
    let pass = pass()
    let layers = pass.compiled.layers
    var scores = [Double](repeating: 0, count: frames.count * layers.count)
    LayerScorer(layers, factors: factors).layerScores(
      pass, RotationBuffers(layers, maximumBatch: 8), into: &scores)
    for (found, expected) in zip(scores, expected.scalars) {
      #expect(abs(found / expected - 1) < 1e-3)
    }
  }
}
