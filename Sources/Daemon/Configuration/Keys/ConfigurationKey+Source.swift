extension ConfigurationKey {
  /// The keys of `[[source]]`.
  static let source = [
    key(
      "source", "name", .name, nil, .restart,
      "the name in topics, logs and counters"),
    key(
      "source", "endpoint", .endpoint(["sub", "pull", "rep", "pair"]), nil, .restart,
      "where frames come from: TYPE+ROLE:ADDRESS"),
    key(
      "source", "format",
      .choice(["auto", "array", "imagezmq", "netgear", "array-1.0"]), .string("auto"), .restart,
      "how senders put frames on the wire"),
    optional(
      "source", "color_order", .choice(["rgb", "bgr"]), .restart,
      "the colours' order in raw frames that do not say; without it the format's own"),
    key(
      "source", "bit_depth", .integer(8...16), .integer(16), .restart,
      "the bits in use of 16-bit values whose header does not say"),
    key(
      "source", "topic", .text, .string(""), .restart,
      "the topic prefix a sub socket asks for; empty for everything"),
    key(
      "source", "queue", .integer(1...4_096), .integer(4), .restart,
      "the newest frames kept while workers are busy; older ones are dropped and counted"),
    key(
      "source", "timeout", .duration(.milliseconds(100)...(.seconds(86_400))), .string("10s"),
      .reload, "the silence after which the source counts as down"),
    optional(
      "source", "false_alarm_rate", .between(0, 1), .reload,
      "as in [detector], for this source"),
    optional(
      "source", "threshold", .number, .reload,
      "the score above which a frame of this source is anomalous, in place of a false-alarm rate"),
    optional(
      "source", "exit_false_alarm_rate", .between(0, 1), .reload,
      "as in [detector], for this source"),
    optional(
      "source", "exit_threshold", .number, .reload,
      "the score at or below which a frame can end an alert, in place of exit_false_alarm_rate"),
    optional(
      "source", "min_frames", .integer(1...10_000), .reload, "as in [alerts], for this source"),
    optional(
      "source", "gap", .duration(.zero...(.seconds(3_600))), .reload,
      "as in [alerts], for this source"),
    optional(
      "source", "cooldown", .duration(.zero...(.seconds(86_400))), .reload,
      "as in [alerts], for this source"),
    key(
      "source", "split_by_sender", .boolean, .boolean(false), .restart,
      "a queue and an alert state for each sender, at most 64"),
    key(
      "source", "sender_timeout", .duration(.seconds(1)...(.seconds(604_800))),
      .string("10min"), .restart,
      "the silence after which a sender gives up its queue, alert state and place"),
    optional(
      "source", "region", .region, .restart,
      "the part of each frame to look at, X,Y,WIDTH,HEIGHT in pixels; without it all of it"),
    key(
      "source", "receive_high_water", .integer(1...10_000), .integer(4), .restart,
      "the messages the library may hold for each peer"),
    key(
      "source", "max_message", .size(1_024...(1 << 30)), .string("64MiB"), .restart,
      "the largest message part; a larger one costs its sender the connection"),
    key(
      "source", "max_image", .size(1_024...(1 << 30)), .string("64MiB"), .restart,
      "the most memory one decoded JPEG or PNG image may take"),
    key(
      "source", "socket_mode", .mode, .string("0660"), .restart,
      "the access mode of an ipc socket that is bound"),
    optional(
      "source", "server_key", .text, .restart,
      "the public key, or its file, of the peer to connect to; without it there is no CURVE"),
    key(
      "source", "insecure", .boolean, .boolean(false), .restart,
      "true takes peers without CURVE at a bind, even one that any host or local user reaches"),
  ]
}
