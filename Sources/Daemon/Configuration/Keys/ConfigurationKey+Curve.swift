extension ConfigurationKey {
  /// The keys of `[curve]`.
  static let curve = [
    optional(
      "curve", "secret", .path, .restart,
      "the secret key's file; without it systemd's credential curve.secret, if there is one"),
    key(
      "curve", "allow", .path, .string("/etc/rosed/curve.d"), .reload,
      "the folder of public keys that may connect, one file NAME.public each"),
  ]
}
