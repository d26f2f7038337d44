/// Which model or factors made a score.
public struct GenerationReference: Codable, Equatable, Sendable {
  /// SHA-256 of the file, in hexadecimal digits.
  public var digest: String

  /// 1 for what the daemon started with, one more after each reload.
  public var generation: Int

  /// Creates a reference.
  public init(digest: String, generation: Int) {
    self.digest = digest
    self.generation = generation
  }
}
