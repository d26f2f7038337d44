/// Where imported weights come from.
public struct WeightsOrigin: Codable, Equatable, Sendable {
  /// The name of the file, without its folder.
  public var file: String

  /// The SHA-256 digest of the file.
  public var sha256: String

  /// Creates an origin.
  public init(file: String, sha256: String) {
    self.file = file
    self.sha256 = sha256
  }
}
