import Core
import CoreTesting
import FoundationEssentials
import Testing

@testable import Storage

@Suite struct ModelBundleTests {
  @Test(
    "A bundle written is loaded with equal parts",
    arguments: [FisherFactors.Curvature.ekfac, .diagonal])
  func roundTrip(curvature: FisherFactors.Curvature) throws {
    let sample = try SampleBundle(curvature: curvature)
    let loaded = try ModelBundle.load(at: sample.path)
    #expect(loaded.description == ModelDescription(architecture: sample.architecture))
    #expect(loaded.model.architecture == sample.architecture)
    #expect(loaded.model.weights == sample.model.weights)
    #expect(loaded.factors == sample.factors)
    #expect(loaded.calibration == sample.calibration)
    #expect(loaded.weightsDigest == sample.weightsDigest)
    #expect(loaded.factorsDigest == sample.reference.sha256)
  }

  @Test("The digests are those of the files, and name the factors")
  func digests() throws {
    let sample = try SampleBundle()
    let names = try sample.folder.names().map { "\($0)/" }
    #expect(names == ["sample.rose/"])
    let weights = try sample.folder.read("sample.rose/weights.safetensors")
    #expect(Digest.sha256(weights) == sample.weightsDigest)
    let factors = try sample.folder.read("sample.rose/\(sample.reference.file)")
    let digest = Digest.sha256(factors)
    #expect(sample.reference.sha256 == digest)
    #expect(sample.reference.file == "fisher-\(digest.prefix(12)).safetensors")
  }

  @Test("The shared input eigenvectors of the heads are stored once")
  func sharedInput() throws {
    let sample = try SampleBundle()
    let bytes = try sample.folder.read("sample.rose/\(sample.reference.file)")
    let names = try Safetensors(parsing: bytes).tensors.keys
    #expect(names.contains("encoder.mean.input_eigenvectors"))
    #expect(!names.contains("encoder.logvar.input_eigenvectors"))
  }

  @Test("How the model was trained is kept, held-out frames of either form")
  func training() throws {
    let sample = try SampleBundle()
    for heldOut: HeldOutFrames in [.range(50..<60), .indices([1, 4, 9])] {
      let record = TrainingRecord(
        data: "fashion-mnist:train", commands: ["rose train a", "rose train a --resume"],
        frames: 50, epochs: 3, seed: .max, date: "2026-01-31", heldOut: heldOut,
        finalLoss: 2300.125)
      let description = ModelDescription(
        architecture: sample.architecture, training: record,
        origin: WeightsOrigin(file: "w", sha256: "d"), laterCommands: ["rose fit a"])
      try ModelBundle.writeDescription(description, at: sample.path)
      #expect(try ModelBundle.loadModel(at: sample.path).description == description)
    }
  }

  @Test("New factors change nothing until a calibration names them, and are found by a fit's user")
  func newFactors() throws {
    let sample = try SampleBundle()
    let other = SampleBundle.factors(sample.architecture, curvature: .diagonal)
    let written = try ModelBundle.writeFactors(
      other, weightsDigest: sample.weightsDigest, at: sample.path)
    // Written within the clock's resolution of the first, so either may count as newer.
    let newest = try ModelBundle.loadFactors(
      at: sample.path, weightsDigest: sample.weightsDigest, architecture: sample.architecture)
    #expect([written, sample.reference].contains(newest.reference))
    #expect(try ModelBundle.load(at: sample.path).factors == sample.factors)
    try ModelBundle.writeCalibration(sample.calibration, factors: written, at: sample.path)
    #expect(try ModelBundle.load(at: sample.path).factors == other)
  }

  @Test("A bundle that cannot be made leaves nothing behind")
  func failedWriting() throws {
    let sample = try SampleBundle()
    let description = ModelDescription(architecture: sample.architecture)
    let orphan = "\(sample.folder.path)/no/new.rose"
    let error = #expect(throws: BundleError.self) {
      try ModelBundle.writeModel(sample.model, description: description, at: orphan)
    }
    #expect(error?.description.contains(orphan) == true)
    let record = TrainingRecord(
      data: "d", commands: [], frames: 1, epochs: 1, seed: 0, date: "2026-01-31", heldOut: nil,
      finalLoss: .nan)
    #expect(throws: BundleError.self) {
      try ModelBundle.writeModel(
        sample.model,
        description: ModelDescription(architecture: sample.architecture, training: record),
        at: sample.folder.path(of: "nan.rose"))
    }
    // A folder in place of the weights: what is there stays, and no temporary file does.
    try sample.folder.write([1], to: "odd.rose/weights.safetensors/inside")
    #expect(throws: BundleError.self) {
      try ModelBundle.writeModel(
        sample.model, description: description, at: sample.folder.path(of: "odd.rose"))
    }
    #expect(try sample.folder.names() == ["odd.rose", "sample.rose"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: sample.folder.path(of: "odd.rose"))
        == ["weights.safetensors"])
  }

  @Test("A retrained model makes its old factors and calibration unusable")
  func otherWeights() throws {
    let sample = try SampleBundle()
    let model = try SampleBundle.model(sample.architecture, first: 0.75)
    let digest = try ModelBundle.writeModel(
      model, description: ModelDescription(architecture: sample.architecture), at: sample.path)
    let path = "\(sample.path)/\(sample.reference.file)"
    let expected = BundleError.otherWeights(
      file: path, expected: sample.weightsDigest, found: digest)
    #expect(throws: expected) { try ModelBundle.load(at: sample.path) }
    #expect(expected.description.contains(sample.weightsDigest))
    #expect(expected.description.contains(digest))
    #expect(throws: BundleError.noFactors(bundle: sample.path)) {
      try ModelBundle.loadFactors(
        at: sample.path, weightsDigest: digest, architecture: sample.architecture)
    }
  }
}
