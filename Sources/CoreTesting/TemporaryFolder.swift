internal import FoundationEssentials
internal import Glibc

/// A new folder for the files of one test, removed with all it holds when it goes out of scope.
public final class TemporaryFolder: Sendable {
  /// Where it is, without a slash at the end.
  public let path: String

  /// Makes the folder.
  public init() {
    path = FileManager.default.temporaryDirectory.path + "/rosed-\(UUID().uuidString)"
    precondition(unsafe mkdir(path, 0o700) == 0, "\(path) cannot be made")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Returns the path of a file in the folder.
  public func path(of name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, with the folders its name needs, and returns its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = path(of: name)
    let parent = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
    try FileManager.default.createDirectory(
      atPath: String(parent), withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Returns the bytes of a file.
  public func read(_ name: String) throws -> [UInt8] {
    let url = URL(filePath: path(of: name))
    // Foundation leaks the buffer of an empty file, and the leak checker sees it.
    let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
    return attributes[.size] as? Int == 0 ? [] : try [UInt8](Data(contentsOf: url))
  }

  /// Returns the names in the folder, sorted.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
