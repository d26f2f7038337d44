internal import FoundationEssentials
internal import Storage

/// A configuration file and its drop-ins: `NAME.d/*.toml` beside `NAME`, in the order of names.
struct ConfigurationFiles: Equatable, Sendable {
  /// The main file.
  let path: String

  /// The control socket, if the environment says where it is: that goes before the files' word.
  var controlSocket: String?

  /// The service manager's file of the secret key, if there is one.
  var credential: String?

  private static let maximumBytes = 1 << 20

  /// Reads, merges and checks the files.
  func load() throws(ConfigurationError) -> Configuration {
    var document = try read(path)
    for file in try dropIns() { document.merge(try read(file)) }
    var configuration = try Configuration(document, file: path, credential: credential)
    if let controlSocket { configuration.control.socket = controlSocket }
    return configuration
  }

  /// The drop-in files, in the order in which they apply.
  private func dropIns() throws(ConfigurationError) -> [String] {
    let folder = path + ".d"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw .unreadable("\(folder): the folder of drop-ins cannot be read")
    }
    return names.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.sorted()
      .map { "\(folder)/\($0)" }
  }

  private func read(_ file: String) throws(ConfigurationError) -> ConfigurationDocument {
    let bytes: [UInt8]
    do { bytes = try OwnedFile.read(file, maximum: Self.maximumBytes) } catch {
      throw .unreadable("\(error)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .syntax(
        at: ConfigurationLocation(file: file, line: nil), reason: "the file is not UTF-8 text")
    }
    return try ConfigurationDocument(parsing: text, file: file)
  }
}
