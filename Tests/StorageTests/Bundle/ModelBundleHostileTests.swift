import Core
import CoreTesting
import FoundationEssentials
import Testing

@testable import Storage

@Suite struct ModelBundleHostileTests {
  private func files(of sample: SampleBundle) -> [String] {
    ["model.json", "weights.safetensors", sample.reference.file, "calibration.json"]
  }

  /// Loads a bundle with one file changed, and puts the file back.
  private func refusal(
    _ sample: SampleBundle, _ file: String, _ change: (inout String) -> Void
  ) throws -> BundleError? {
    let name = "sample.rose/\(file)"
    let bytes = try sample.folder.read(name)
    var text = String(decoding: bytes, as: UTF8.self)
    let before = text
    change(&text)
    let isChanged = text != before
    #expect(isChanged, "the change finds nothing to change")
    try sample.folder.write(Array(text.utf8), to: name)
    defer { _ = try? sample.folder.write(bytes, to: name) }
    return #expect(throws: BundleError.self) { _ = try ModelBundle.load(at: sample.path) }
  }

  @Test("Each file missing, empty or cut short is an error that names it")
  func missingFiles() throws {
    let sample = try SampleBundle()
    for file in files(of: sample) {
      let name = "sample.rose/\(file)"
      let bytes = try sample.folder.read(name)
      for count in [0, 1, bytes.count / 2, bytes.count - 3] {
        try sample.folder.write(Array(bytes.prefix(count)), to: name)
        let error = #expect(throws: BundleError.self) { try ModelBundle.load(at: sample.path) }
        #expect(error?.description.hasPrefix("\(sample.path)/\(file)") == true, "\(file), \(count)")
      }
      try FileManager.default.removeItem(atPath: sample.folder.path(of: name))
      let error = #expect(throws: BundleError.self) { try ModelBundle.load(at: sample.path) }
      #expect(error?.description.contains(file) == true)
      try sample.folder.write(bytes, to: name)
    }
    #expect(try ModelBundle.load(at: sample.path).factors == sample.factors)
  }

  @Test("Any flipped bit of the factors breaks the chain, and both digests are told")
  func damagedFactors() throws {
    let sample = try SampleBundle()
    let name = "sample.rose/\(sample.reference.file)"
    var bytes = try sample.folder.read(name)
    bytes[bytes.count - 1] ^= 1
    try sample.folder.write(bytes, to: name)
    let expected = BundleError.digestMismatch(
      file: "\(sample.path)/\(sample.reference.file)", namedBy: "\(sample.path)/calibration.json",
      expected: sample.reference.sha256, found: Digest.sha256(bytes))
    #expect(throws: expected) { try ModelBundle.load(at: sample.path) }
  }

  @Test("A calibration that names a file elsewhere is refused")
  func pathTraversal() throws {
    let sample = try SampleBundle()
    for hostile in ["../../../x", "/etc/passwd0", String(repeating: "g", count: 64)] {
      let error = try refusal(sample, "calibration.json") { text in
        text = text.replacing(sample.reference.sha256, with: hostile)
          .replacing(sample.reference.sha256.prefix(12), with: hostile.prefix(12))
      }
      guard case .value(_, "factors", _, _) = error else {
        Issue.record("\(hostile) gave \(String(describing: error))")
        continue
      }
    }
  }

  @Test(
    "A calibration that contradicts itself is refused by what is wrong",
    arguments: [
      ("\"frames\" : 200", "\"frames\" : 201", "frames"),
      ("\"bias\" : -0.25", "\"bias\" : \"none\"", "bias"),
      ("\"norm\" : \"infinity\"", "\"norm\" : 0.5", "norm"),
      ("\"norm\" : \"infinity\"", "\"norm\" : \"huge\"", "huge"),
      ("\"false_alarm_rate\" : 0.01", "\"false_alarm_rate\" : 0.02", "threshold"),
      ("\"false_alarm_rate\" : 0.01", "\"false_alarm_rate\" : 0.001", "799 missing"),
      ("\"false_alarm_rate\" : 0.01", "\"false_alarm_rate\" : 1.5", "between 0 and 1"),
      ("\"standard_deviation\" : 1\n", "\"standard_deviation\" : 0\n", "encoder.conv1"),
      ("\"standard_deviation\" : 1\n", "\"standard_deviation\" : -1\n", "encoder.conv1"),
      ("\"name\" : \"encoder.conv1\"", "\"name\" : \"encoder.conv9\"", "layers"),
      ("\"height\" : 32", "\"height\" : 4611686018427387904", "canary[0]"),
      ("\"height\" : 32", "\"height\" : -32", "canary[0]"),
      ("\"seed\" : 12", "\"seed\" : -12", "out of range"),
      ("\"seed\" : 12", "\"seeds\" : 12", "seed"),
      ("\"standardisation\" : \"held-out\"", "\"standardisation\" : \"other\"", "standardisation"),
      ("\"format_version\" : 2", "\"format_version\" : 1", "version 1, expected 2"),
    ])
  func wrongCalibration(old: String, new: String, part: String) throws {
    let error = try refusal(try SampleBundle(), "calibration.json") { text in
      text = text.replacing(old, with: new)
    }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test("Scores out of order are refused")
  func unsortedScores() throws {
    let error = try refusal(try SampleBundle(), "calibration.json") { text in
      text = text.replacing("\n    0,\n", with: "\n    9,\n")
    }
    #expect(error?.description.contains("scores") == true)
  }

  @Test(
    "A description of another model or version is refused",
    arguments: [
      ("\"kind\" : \"vae\"", "\"kind\" : \"glow\"", "kind"),
      ("\"format_version\" : 1", "\"format_version\" : 99", "version 99"),
      ("categorical-256", "gaussian", "likelihood"),
      ("\"features\" : 1", "\"features\" : 2", "weights.safetensors"),
      ("\"features\" : 1", "\"features\" : 4611686018427387904", "features"),
      ("\"features\" : 1", "\"features\" : -1", "features"),
      ("\"height\" : 32", "\"height\" : 28", "input_shape"),
      ("\"divisor\" : 255", "\"divisor\" : 256", "preprocessing"),
    ])
  func wrongDescription(old: String, new: String, part: String) throws {
    let error = try refusal(try SampleBundle(), "model.json") { text in
      text = text.replacing(old, with: new)
    }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test("JSON nested a million deep is refused")
  func deepJSON() throws {
    let sample = try SampleBundle()
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    for file in ["model.json", "calibration.json"] {
      let bytes = try sample.folder.read("sample.rose/\(file)")
      try sample.folder.write(deep, to: "sample.rose/\(file)")
      #expect(throws: BundleError.self) { try ModelBundle.load(at: sample.path) }
      try sample.folder.write(bytes, to: "sample.rose/\(file)")
    }
  }
}
