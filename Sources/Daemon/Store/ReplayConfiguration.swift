internal import Messaging

/// `[replay]`: where subscribers ask for events they missed.
struct ReplayConfiguration: Equatable, Sendable {
  /// Nothing where nobody can ask.
  var endpoint: Endpoint?
  var socketMode: UInt32
  var insecure: Bool

  /// Checks the settings of the `[replay]` table.
  init(_ table: ConfigurationTable) throws(ConfigurationError) {
    endpoint = try table.optionalEndpoint("endpoint")
    socketMode = UInt32(try table.integer("socket_mode"))
    insecure = try table.flag("insecure")
  }

  /// What is said of who is at the other end, if there is one.
  var peers: PeerConfiguration? {
    endpoint.map { PeerConfiguration(endpoint: $0, insecure: insecure, serverKey: nil) }
  }

  /// The socket's options, but for its keys: requests are short, answers are not.
  var socketOptions: SocketOptions {
    var options = SocketOptions.events
    options.receiveHighWaterMark = 16
    options.sendHighWaterMark = 16
    options.socketMode = socketMode
    options.insecure = insecure
    return options
  }
}
