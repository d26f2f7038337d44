internal import Core
internal import Messaging

// The typed values of keys that have a default or must be set. A key whose kind does not match
// the asked type is a mistake in `ConfigurationKey.all`, not in a file.
extension ConfigurationTable {
  func text(_ name: String) throws(ConfigurationError) -> String {
    guard case .text(let value) = try setting(name) else { Self.mismatch(name) }
    return value
  }

  func optionalText(_ name: String) throws(ConfigurationError) -> String? {
    guard let setting = try setting(name) else { return nil }
    guard case .text(let value) = setting else { Self.mismatch(name) }
    return value
  }

  func integer(_ name: String) throws(ConfigurationError) -> Int {
    guard case .integer(let value) = try setting(name) else { Self.mismatch(name) }
    return value
  }

  func optionalInteger(_ name: String) throws(ConfigurationError) -> Int? {
    guard let setting = try setting(name) else { return nil }
    guard case .integer(let value) = setting else { Self.mismatch(name) }
    return value
  }

  func optionalDuration(_ name: String) throws(ConfigurationError) -> Duration? {
    guard let setting = try setting(name) else { return nil }
    guard case .duration(let value) = setting else { Self.mismatch(name) }
    return value
  }

  func optionalNumber(_ name: String) throws(ConfigurationError) -> Double? {
    guard let setting = try setting(name) else { return nil }
    guard case .number(let value) = setting else { Self.mismatch(name) }
    return value
  }

  func flag(_ name: String) throws(ConfigurationError) -> Bool {
    guard case .boolean(let value) = try setting(name) else { Self.mismatch(name) }
    return value
  }

  func duration(_ name: String) throws(ConfigurationError) -> Duration {
    guard case .duration(let value) = try setting(name) else { Self.mismatch(name) }
    return value
  }

  func optionalEndpoint(_ name: String) throws(ConfigurationError) -> Endpoint? {
    guard let setting = try setting(name) else { return nil }
    guard case .endpoint(let value) = setting else { Self.mismatch(name) }
    return value
  }

  func endpoint(_ name: String) throws(ConfigurationError) -> Endpoint {
    guard case .endpoint(let value) = try setting(name) else { Self.mismatch(name) }
    return value
  }

  func optionalRegion(_ name: String) throws(ConfigurationError) -> ImageRegion? {
    guard let setting = try setting(name) else { return nil }
    guard case .region(let value) = setting else { Self.mismatch(name) }
    return value
  }

  private static func mismatch(_ name: String) -> Never {
    preconditionFailure("key '\(name)' has another kind than it is read as")
  }
}
