internal import FoundationEssentials

/// The folder for the files that targets read: `TMPDIR`, which `Fuzz/run` makes and removes.
enum FuzzFolder {
  /// The path of a file in it.
  static func path(_ name: String) -> String {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    return "\(folder)/\(name)"
  }

  /// Writes a file in it and returns its path.
  static func write(_ bytes: [UInt8], to name: String, mode: Int = 0o600) throws -> String {
    let path = path(name)
    try Data(bytes).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }
}
