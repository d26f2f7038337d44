internal import Messaging

/// `[alerts]`: where events go and how often.
struct AlertsConfiguration: Equatable, Sendable {
  var endpoint: Endpoint
  var socketMode: UInt32
  var insecure: Bool
  var serverKey: String?
  var publishScores: Bool
  var minimumFrames: Int
  var gap: Duration
  var cooldown: Duration
  var updateInterval: Duration
  var maximumUpdateInterval: Duration
  var heartbeatInterval: Duration
  var statusInterval: Duration
  var queue: Int
  var sendHighWaterMark: Int
  /// The name of this daemon in events; nothing means the host's.
  var instance: String?

  /// Checks the settings of the `[alerts]` table.
  init(_ table: ConfigurationTable) throws(ConfigurationError) {
    endpoint = try table.endpoint("endpoint")
    socketMode = UInt32(try table.integer("socket_mode"))
    insecure = try table.flag("insecure")
    publishScores = try table.flag("publish_scores")
    minimumFrames = try table.integer("min_frames")
    gap = try table.duration("gap")
    cooldown = try table.duration("cooldown")
    updateInterval = try table.duration("update_interval")
    maximumUpdateInterval = try table.duration("max_update_interval")
    heartbeatInterval = try table.duration("heartbeat_interval")
    statusInterval = try table.duration("status_interval")
    queue = try table.integer("queue")
    sendHighWaterMark = try table.integer("send_high_water")
    instance = try table.optionalText("instance")
    serverKey = try table.optionalText("server_key")
  }

  /// What is said of who is at the other end.
  var peers: PeerConfiguration {
    PeerConfiguration(endpoint: endpoint, insecure: insecure, serverKey: serverKey)
  }

  /// The socket's options, but for its keys.
  var socketOptions: SocketOptions {
    var options = SocketOptions.events
    options.sendHighWaterMark = sendHighWaterMark
    options.socketMode = socketMode
    options.insecure = insecure
    return options
  }
}
