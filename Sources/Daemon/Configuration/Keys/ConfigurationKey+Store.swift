extension ConfigurationKey {
  /// The keys of `[store]`.
  static let store = [
    key(
      "store", "enabled", .boolean, .boolean(true), .restart,
      "whether published events are stored, for rose events and replay"),
    optional(
      "store", "path", .path, .restart,
      "the file; without it events.sqlite in systemd's state directory, and without that none"),
    key(
      "store", "quota", .size((1 << 20)...(1 << 40)), .string("1GiB"), .restart,
      "the size above which the oldest events and frames are deleted"),
    key(
      "store", "frames", .boolean, .boolean(true), .restart,
      "whether alerts keep the images of their frames"),
    key(
      "store", "frame_format", .choice(["jpeg", "png"]), .string("jpeg"), .restart,
      "the form of those images"),
    key(
      "store", "frame_side", .integer(16...1_024), .integer(960), .restart,
      "the longest side of those images in pixels; larger frames are reduced"),
    key(
      "store", "frames_before", .integer(0...16), .integer(2), .reload,
      "the frames kept from before the start of an alert"),
    key(
      "store", "frames_after", .integer(0...16), .integer(2), .reload,
      "the frames kept from after its end"),
  ]

  /// The keys of `[replay]`.
  static let replay = [
    optional(
      "replay", "endpoint", .endpoint(["router"]), .restart,
      "where subscribers ask for events they missed; without it nowhere"),
    key(
      "replay", "socket_mode", .mode, .string("0660"), .restart,
      "the access mode of an ipc socket: subscribers join group _rosed"),
    key(
      "replay", "insecure", .boolean, .boolean(false), .restart,
      "true permits a bind that any host or local user can connect to"),
  ]
}
