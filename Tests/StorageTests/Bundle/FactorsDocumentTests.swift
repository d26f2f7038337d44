import Core
import CoreTesting
import Testing

@testable import Storage

@Suite struct FactorsDocumentTests {
  private let architecture = VAEArchitecture(channels: 1, features: 1, latent: 2)

  private func refusal(_ change: (inout Safetensors) -> Void) throws -> BundleError? {
    var content = FactorsDocument.content(
      of: SampleBundle.factors(architecture, curvature: .ekfac), weightsDigest: "w")
    change(&content)
    let document = FactorsDocument(content: content, file: "f")
    return #expect(throws: BundleError.self) {
      try document.factors(weightsDigest: "w", architecture: architecture)
    }
  }

  @Test("Layers chosen by name are read with their own input eigenvectors")
  func chosenLayers() throws {
    let all = SampleBundle.factors(architecture, curvature: .ekfac)
    for chosen in [[1], [4], [3, 4], [0, 2, 4]] {
      let factors = FisherFactors(
        curvature: .ekfac, damping: 0.001, layers: chosen.map { all.layers[$0] },
        layerMean: chosen.map { all.layerMean[$0] },
        layerStandardDeviation: chosen.map { all.layerStandardDeviation[$0] }, frames: 3, seed: 0)
      let content = FactorsDocument.content(of: factors, weightsDigest: "w")
      let document = FactorsDocument(content: content, file: "f")
      #expect(
        try document.factors(weightsDigest: "w", architecture: architecture) == factors)
    }
  }

  @Test(
    "Metadata that are missing or wrong are refused by name",
    arguments: [
      ("curvature", "kfac"), ("damping", "0"), ("damping", "nan"), ("damping", "-1"),
      ("damping", "inf"), ("damping", "small"), ("frames", "many"), ("seed", "-1"),
      ("scored_layers", ""), ("scored_layers", "encoder.conv2,encoder.conv1"),
      ("scored_layers", "encoder.conv1,encoder.conv1"), ("scored_layers", "decoder.conv1"),
    ])
  func metadata(key: String, value: String) throws {
    let wrong = try refusal { $0.metadata[key] = value }
    #expect(wrong?.description.contains(key) == true)
    let missing = try refusal { $0.metadata[key] = nil }
    #expect(missing?.description.contains(key) == true)
  }

  @Test(
    "A value that no factor has is refused with its place",
    arguments: [
      ("encoder.conv2.eigenvalues", Float.nan), ("encoder.conv2.eigenvalues", -1),
      ("encoder.conv3.input_eigenvectors", .infinity),
      ("encoder.mean.gradient_eigenvectors", .nan),
    ])
  func invalidElement(name: String, value: Float) throws {
    let error = try refusal { content in
      guard var tensor = try? content.float32(name) else { return }
      tensor.scalars[3] = value
      content.tensors[name] = .float32(tensor)
    }
    #expect(error?.description.contains("element 3 of tensor '\(name)'") == true)
  }

  @Test("Statistics that are not finite, or a negative deviation, are refused")
  func invalidStatistics() throws {
    for (name, value) in [
      ("layer_mean", Double.nan), ("layer_standard_deviation", -1),
      ("layer_standard_deviation", .infinity),
    ] {
      let error = try refusal {
        $0.tensors[name] = .float64(Tensor(shape: [5], scalars: [1, 1, value, 1, 1]))
      }
      #expect(error?.description.contains("element 2 of tensor '\(name)'") == true)
    }
  }

  @Test("A factor of another model's size is refused with both shapes")
  func wrongShape() throws {
    let error = try refusal {
      $0.tensors["encoder.mean.eigenvalues"] = .float32(Tensor(shape: [1], scalars: [0]))
    }
    #expect(
      error
        == .tensors(
          file: "f",
          .wrongShape(tensor: "encoder.mean.eigenvalues", expected: [2, 65], found: [1])))
  }
}
