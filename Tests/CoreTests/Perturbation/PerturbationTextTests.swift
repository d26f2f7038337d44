import Core
import FoundationEssentials
import Testing

@Suite struct PerturbationTextTests {
  @Test(
    "A perturbation is read as written, and written with its parameter",
    arguments: [
      ("random", Perturbation.random(ratio: 0.2), "random:0.2"),
      ("random:0.3", .random(ratio: 0.3), "random:0.3"),
      ("random:0", .random(ratio: 0), "random:0.0"),
      ("svd", .svd(kept: 4), "svd:4"),
      ("svd:28", .svd(kept: 28), "svd:28"),
      ("dct", .dct(kept: 14), "dct:14"),
      ("dct:1", .dct(kept: 1), "dct:1"),
      ("gaussian-blur", .gaussianBlur(sigma: 1), "gaussian-blur:1.0"),
      ("gaussian-blur:1.5", .gaussianBlur(sigma: 1.5), "gaussian-blur:1.5"),
    ])
  func parsing(text: String, expected: Perturbation, written: String) throws {
    #expect(try Perturbation(parsing: text) == expected)
    #expect(expected.description == written)
    #expect(try Perturbation(parsing: written) == expected)
  }

  @Test("A kind that there is not is refused with those there are", arguments: ["", "blur", "SVD"])
  func unknownKind(text: String) {
    let error = #expect(throws: PerturbationError.self) { try Perturbation(parsing: text) }
    #expect(error == .unknownKind(text))
    #expect(error?.description.contains("random, svd, dct or gaussian-blur") == true)
  }

  @Test(
    "A parameter that is no number or out of range is refused with what was expected",
    arguments: [
      "random:", "random:1.01", "random:-0.1", "random:nan", "random:many", "svd:0", "svd:-1",
      "svd:1.5", "svd:65536", "svd:", "dct:0", "dct:99999999999999999999", "gaussian-blur:0",
      "gaussian-blur:-1", "gaussian-blur:inf", "gaussian-blur:101", "svd:4:5",
    ])
  func invalidParameter(text: String) {
    let error = #expect(throws: PerturbationError.self) { try Perturbation(parsing: text) }
    #expect(error?.description.contains("'\(text)' is no perturbation: expected ") == true)
    #expect(error?.description.contains("after the colon") == true)
  }

  @Test("Options without a perturbation are encoded as before there was one, and read")
  func codable() throws {
    let encoder = JSONEncoder()
    var options = TrainingOptions(epochs: 7)
    let plain = try encoder.encode(options)
    #expect(!String(decoding: plain, as: UTF8.self).contains("perturbation"))
    #expect(try JSONDecoder().decode(TrainingOptions.self, from: plain) == options)
    options.perturbation = .gaussianBlur(sigma: 0.75)
    let blurred = try encoder.encode(options)
    #expect(
      String(decoding: blurred, as: UTF8.self).contains(#""perturbation":"gaussian-blur:0.75""#))
    #expect(try JSONDecoder().decode(TrainingOptions.self, from: blurred) == options)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Perturbation].self, from: Data(#"["svd:0"]"#.utf8))
    }
  }
}
