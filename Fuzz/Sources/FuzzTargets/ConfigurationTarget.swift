@testable internal import FuzzedDaemon

/// Configuration files, read alone and as a drop-in of themselves.
struct ConfigurationTarget: FuzzTarget {
  private static let file = "fuzz.toml"

  mutating func feed(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do throws(ConfigurationError) {
      var document = try ConfigurationDocument(parsing: text, file: Self.file)
      let configuration = try Configuration(document, file: Self.file)
      document.merge(document)
      let merged = try Configuration(document, file: Self.file)
      precondition(merged == configuration, "a file as its own drop-in changes something")
      precondition(
        configuration.adopting(configuration) == configuration
          && configuration.tablesAwaitingRestart(configuration).isEmpty,
        "a reload of the same file changes something")
      _ = (configuration.alertPolicy, configuration.sources.map(\.messageLimits))
    } catch {
      precondition("\(error)".contains(Self.file), "an error that names no file: \(error)")
    }
  }
}
