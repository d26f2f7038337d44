import Core
import CoreTesting
import Testing

@testable import Storage

@Suite struct WeightsImportTests {
  private let folder = TemporaryFolder()
  private let architecture = VAEArchitecture(channels: 3, features: 2, latent: 5)

  private func content() throws -> Safetensors {
    let model = try SampleBundle.model(architecture, first: 1)
    return Safetensors(tensors: model.weights.mapValues { .float32($0) })
  }

  private func importing(_ content: Safetensors) throws -> (model: VAE, origin: WeightsOrigin) {
    try ModelBundle.importWeights(from: folder.write(content.encoded(), to: "w.safetensors"))
  }

  @Test("Sizes come from the shapes, and counters of batches are left out")
  func inference() throws {
    var content = try content()
    content.tensors["encoder.norm1.num_batches_tracked"] = .int64(Tensor(shape: [], scalars: [9]))
    let (model, origin) = try importing(content)
    #expect(model.architecture == architecture)
    #expect(origin.file == "w.safetensors")
    #expect(origin.sha256 == Digest.sha256(content.encoded()))
  }

  @Test("Sizes in the metadata must agree with the shapes")
  func metadata() throws {
    var content = try content()
    content.metadata = ["channels": "3", "features": "2", "latent": "5", "other": "x"]
    #expect(try importing(content).model.architecture == architecture)
    content.metadata["latent"] = "6"
    let error = #expect(throws: BundleError.self) { try importing(content) }
    #expect(error?.description.contains("metadata 'latent' is '6', expected 5") == true)
  }

  @Test("A tensor missing, unknown, of another type or with NaN is refused by name")
  func wrongTensors() throws {
    let name = "decoder.conv2.weight"
    let good = try content()
    let shape = good.tensors[name]?.shape ?? []
    let count = shape.reduce(1, *)
    let changes: [(String, StoredTensor?)] = [
      (name, nil), ("encoder.mean.weight", nil), ("unknown", good.tensors[name]),
      (name, .float64(Tensor(shape: shape, scalars: [Double](repeating: 0, count: count)))),
      (name, .float32(Tensor(shape: shape, scalars: [Float](repeating: .nan, count: count)))),
      ("encoder.conv1.weight", .float32(Tensor(shape: [1], scalars: [0]))),
      ("encoder.conv1.weight", .float32(Tensor(shape: [0, 3, 4, 4], scalars: []))),
    ]
    for (name, tensor) in changes {
      var content = good
      content.tensors[name] = tensor
      let error = #expect(throws: BundleError.self) { try importing(content) }
      let isNamed = error?.description.contains("'\(name)'") == true
      #expect(isNamed || error?.description.contains("0 features") == true)
    }
  }
}
