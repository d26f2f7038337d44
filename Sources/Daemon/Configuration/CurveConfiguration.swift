/// `[curve]`: the daemon's own key, and who may connect where it is asked for.
struct CurveConfiguration: Equatable, Sendable {
  /// The file of the secret key; nothing if there is none.
  var secret: String?

  /// Whether that file was made by the service manager.
  var isCredential = false

  /// The folder of the public keys of clients that may connect.
  var allow: String

  /// Checks the settings of the `[curve]` table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - credential: The service manager's file of the secret key, if there is one: it counts where
  ///     the table names none.
  /// - Throws: `ConfigurationError` for a value its key does not take.
  init(_ table: ConfigurationTable, credential: String?) throws(ConfigurationError) {
    let stated = try table.optionalText("secret")
    secret = stated ?? credential
    isCredential = stated == nil && credential != nil
    allow = try table.text("allow")
  }
}
