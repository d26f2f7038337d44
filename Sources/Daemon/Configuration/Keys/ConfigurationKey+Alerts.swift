extension ConfigurationKey {
  /// The keys of `[alerts]`.
  static let alerts = [
    key(
      "alerts", "endpoint", .endpoint(["pub", "xpub"]),
      .string("pub+bind:ipc:///run/rosed/alerts"), .restart,
      "where events are published"),
    key(
      "alerts", "socket_mode", .mode, .string("0660"), .restart,
      "the access mode of an ipc socket: subscribers join group _rosed"),
    optional(
      "alerts", "server_key", .text, .restart,
      "the public key, or its file, of the peer to connect to; without it there is no CURVE"),
    key(
      "alerts", "insecure", .boolean, .boolean(false), .restart,
      "true takes peers without CURVE at a bind, even one that any host or local user reaches"),
    key(
      "alerts", "publish_scores", .boolean, .boolean(false), .reload,
      "every frame's score on rose/v1/score/<source>/"),
    key(
      "alerts", "min_frames", .integer(1...10_000), .integer(1), .reload,
      "the anomalous frames in a row that start an alert"),
    key(
      "alerts", "gap", .duration(.zero...(.seconds(3_600))), .string("0s"), .reload,
      "how long no frame may have been above the exit threshold to end an alert; 0s: one frame"),
    key(
      "alerts", "cooldown", .duration(.zero...(.seconds(86_400))), .string("0s"), .reload,
      "the time after the end of an alert in which no other starts"),
    key(
      "alerts", "update_interval", .duration(.milliseconds(1)...(.seconds(3_600))),
      .string("1s"), .reload, "the least time before the first update of an open alert"),
    key(
      "alerts", "max_update_interval", .duration(.milliseconds(1)...(.seconds(86_400))),
      .string("1s"), .reload, "what that time grows to, doubling after each update"),
    key(
      "alerts", "heartbeat_interval", .duration(.milliseconds(10)...(.seconds(60))),
      .string("1s"), .restart, "the time between heartbeats"),
    key(
      "alerts", "status_interval", .duration(.milliseconds(10)...(.seconds(3_600))),
      .string("5s"), .restart, "the time between status events"),
    key(
      "alerts", "queue", .integer(16...1_048_576), .integer(4_096), .restart,
      "the events that may wait for the publisher; scores give way to alerts"),
    key(
      "alerts", "send_high_water", .integer(1...1_048_576), .integer(1_000), .restart,
      "the events the library may hold for each subscriber"),
    optional(
      "alerts", "instance", .name, .restart,
      "the name of this daemon in every event; without it the host's"),
  ]
}
