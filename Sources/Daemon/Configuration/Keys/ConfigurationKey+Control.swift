extension ConfigurationKey {
  /// The keys of `[control]`.
  static let control = [
    key(
      "control", "socket", .path, .string("/run/rosed/control.sock"), .restart,
      "the socket of rose status and rose reload"),
    key(
      "control", "socket_mode", .mode, .string("0660"), .restart,
      "the access mode of that socket"),
  ]
}
