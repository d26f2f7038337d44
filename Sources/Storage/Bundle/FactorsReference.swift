/// A factors file of a bundle, by its name and its content.
public struct FactorsReference: Codable, Equatable, Sendable {
  /// The name within the bundle: `fisher-<first 12 digits of the digest>.safetensors`.
  public let file: String

  /// The SHA-256 digest of the file.
  public let sha256: String

  /// Creates the reference to a file with a digest; the name follows from it.
  public init(sha256: String) {
    file = "fisher-\(sha256.prefix(12)).safetensors"
    self.sha256 = sha256
  }

  /// Whether the digest is one and the name follows from it: what a file says may be anything, such
  /// as the path of a file elsewhere.
  var isValid: Bool {
    let digits = sha256.utf8
    return digits.count == 64
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      && self == FactorsReference(sha256: sha256)
  }
}
