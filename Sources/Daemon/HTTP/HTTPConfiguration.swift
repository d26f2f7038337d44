/// `[http]`: where health, metrics and the page are served.
struct HTTPConfiguration: Equatable, Sendable {
  /// Nothing means that they are not served.
  var endpoint: HTTPEndpoint?
  var socketMode: UInt32

  /// Checks the settings of the `[http]` table.
  init(_ table: ConfigurationTable) throws(ConfigurationError) {
    socketMode = UInt32(try table.integer("socket_mode"))
    guard let text = try table.optionalText("endpoint") else { return }
    do { endpoint = try HTTPEndpoint(parsing: text) } catch {
      throw .invalidValue(
        key: "endpoint", table: table.name, found: "\"\(text)\"", expected: error.expected,
        at: table.entries["endpoint"]?.location ?? table.location)
    }
  }
}
