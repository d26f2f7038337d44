/// The version of both programs, `rosed` and `rose`.
public enum Version {
  /// As `--version`, status events and the Debian package show it.
  public static let text = "0.1.0"
}
