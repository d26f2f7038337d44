/// The version of the program.
enum Version {
  /// As `--version` and status events show it.
  static let text = "0.1.0"
}
