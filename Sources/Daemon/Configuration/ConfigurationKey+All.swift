extension ConfigurationKey {
  /// Every key there is, in the order of the default file.
  static let all: [ConfigurationKey] = model + source + detector + alerts + workers + control

  /// The tables, in the order of the default file.
  static let tables = ["model", "source", "detector", "alerts", "workers", "control"]

  /// The one table that may stand any number of times.
  static let arrayTable = "source"

  /// The keys of one table.
  static func keys(of table: String) -> [ConfigurationKey] { all.filter { $0.table == table } }

  private static let model = [
    key(
      "model", "bundle", .path, .string("/usr/share/rosed/default.rose"), .restart,
      "the bundle to score with: a folder of model, factors and calibration")
  ]

  private static let source = [
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
    key(
      "source", "split_by_sender", .boolean, .boolean(false), .restart,
      "a queue and an alert state for each sender, at most 64"),
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
    key(
      "source", "insecure", .boolean, .boolean(false), .restart,
      "true permits a bind that any host or local user can connect to"),
  ]

  private static let detector = [
    optional(
      "detector", "false_alarm_rate", .between(0, 1), .reload,
      "the share of normal frames to call anomalous; without it the calibration's")
  ]

  private static let alerts = [
    key(
      "alerts", "endpoint", .endpoint(["pub", "xpub"]),
      .string("pub+bind:ipc:///run/rosed/alerts"), .restart,
      "where events are published"),
    key(
      "alerts", "socket_mode", .mode, .string("0660"), .restart,
      "the access mode of an ipc socket: subscribers join group _rosed"),
    key(
      "alerts", "insecure", .boolean, .boolean(false), .restart,
      "true permits a bind that any host or local user can connect to"),
    key(
      "alerts", "publish_scores", .boolean, .boolean(false), .reload,
      "every frame's score on rose/v1/score/<source>/"),
    key(
      "alerts", "update_interval", .duration(.milliseconds(1)...(.seconds(3_600))),
      .string("1s"), .reload, "the least time between two updates of an open alert"),
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

  private static let workers = [
    key(
      "workers", "count", .integer(0...256), .integer(0), .restart,
      "the frames' batches scored at once; 0: one a core"),
    key(
      "workers", "max_batch", .integer(1...256), .integer(16), .restart,
      "the most frames scored together"),
    key(
      "workers", "max_delay", .duration(.zero...(.seconds(10))), .string("5ms"), .reload,
      "the longest a frame may wait for others while another worker is busy"),
    key(
      "workers", "drain_timeout", .duration(.zero...(.seconds(600))), .string("10s"), .reload,
      "the longest to go on scoring queued frames after SIGTERM"),
  ]

  private static let control = [
    key(
      "control", "socket", .path, .string("/run/rosed/control.sock"), .restart,
      "the socket of rose status and rose reload"),
    key(
      "control", "socket_mode", .mode, .string("0660"), .restart,
      "the access mode of that socket"),
  ]

  private static func key(
    _ table: String, _ name: String, _ kind: Kind, _ defaultValue: ConfigurationValue?,
    _ change: Change, _ comment: String
  ) -> ConfigurationKey {
    ConfigurationKey(
      table: table, name: name, kind: kind, defaultValue: defaultValue, isOptional: false,
      change: change, comment: comment)
  }

  private static func optional(
    _ table: String, _ name: String, _ kind: Kind, _ change: Change, _ comment: String
  ) -> ConfigurationKey {
    ConfigurationKey(
      table: table, name: name, kind: kind, defaultValue: nil, isOptional: true, change: change,
      comment: comment)
  }
}
