extension ConfigurationKey {
  /// The keys of `[http]`.
  static let http = [
    optional(
      "http", "endpoint", .text, .restart,
      "where health, metrics and the page are served: unix:/PATH, 127.0.0.1:PORT or [::1]:PORT; "
        + "without it nowhere"),
    key(
      "http", "socket_mode", .mode, .string("0660"), .restart,
      "the access mode of a unix socket"),
  ]
}
