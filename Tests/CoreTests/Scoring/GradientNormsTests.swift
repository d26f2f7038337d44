import Storage
import Testing

@testable import Core

@Suite struct GradientNormsTests {
  // float32 sums against PyTorch's: relative 1e-4, as in the tests of layer scores.
  @Test("squared norms of each layer's gradient are those of the reference")
  func golden() throws {
    let golden = try GoldenFile.tiny()
    let frames = try golden.images("frames")
    let found = try Detector.squaredGradientNorms(of: frames, model: golden.model(), workers: 2)
    #expect(found.count == frames.count)
    for (index, layer) in VAEArchitecture.scoredLayers.enumerated() {
      let expected = try golden.file.float64("\(layer).gradient_squared_norm").scalars
      for frame in 0..<frames.count {
        #expect(abs(found[frame][index] / expected[frame] - 1) < 1e-4, "\(layer) \(frame)")
      }
    }
  }
}
