internal import Core
internal import Messaging

/// One `[[source]]`: where frames come from and how they are read.
struct SourceConfiguration: Equatable, Sendable {
  var name: String
  var endpoint: Endpoint
  var format: FrameFormat
  var colorOrder: ColorOrder?
  var bitDepth: Int
  var topic: String
  var queue: Int
  var timeout: Duration
  var thresholds: ThresholdSettings
  var minimumFrames: Int?
  var gap: Duration?
  var cooldown: Duration?
  var splitBySender: Bool
  var senderTimeout: Duration
  /// The part of each frame that is looked at; nothing means all of it.
  var region: ImageRegion?
  var receiveHighWaterMark: Int
  var maximumMessageBytes: Int
  var maximumImageBytes: Int
  var socketMode: UInt32
  var insecure: Bool
  var serverKey: String?

  /// Checks the settings of a `[[source]]` table.
  init(_ table: ConfigurationTable) throws(ConfigurationError) {
    name = try table.text("name")
    endpoint = try table.endpoint("endpoint")
    // The words of both keys are the raw values, which a test checks.
    format = FrameFormat(rawValue: try table.text("format")) ?? .auto
    colorOrder = try table.optionalText("color_order").flatMap(ColorOrder.init(rawValue:))
    bitDepth = try table.integer("bit_depth")
    topic = try table.text("topic")
    queue = try table.integer("queue")
    timeout = try table.duration("timeout")
    thresholds = try ThresholdSettings(table)
    minimumFrames = try table.optionalInteger("min_frames")
    gap = try table.optionalDuration("gap")
    cooldown = try table.optionalDuration("cooldown")
    splitBySender = try table.flag("split_by_sender")
    senderTimeout = try table.duration("sender_timeout")
    region = try table.optionalRegion("region")
    receiveHighWaterMark = try table.integer("receive_high_water")
    maximumMessageBytes = try table.integer("max_message")
    maximumImageBytes = try table.integer("max_image")
    socketMode = UInt32(try table.integer("socket_mode"))
    insecure = try table.flag("insecure")
    serverKey = try table.optionalText("server_key")
  }

  /// What is said of who is at the other end.
  var peers: PeerConfiguration {
    PeerConfiguration(endpoint: endpoint, insecure: insecure, serverKey: serverKey)
  }

  /// The socket's options, but for its keys.
  var socketOptions: SocketOptions {
    var options = SocketOptions.frames
    options.receiveHighWaterMark = receiveHighWaterMark
    options.maximumPartSize = maximumMessageBytes
    options.subscriptions = [topic]
    options.socketMode = socketMode
    options.insecure = insecure
    // The last answer must get out before the socket goes.
    if endpoint.kind.answers { options.linger = .seconds(1) }
    return options
  }

  /// What is kept of one message: a payload, a header and a topic.
  var messageLimits: MessageLimits {
    MessageLimits(parts: 3, bytes: maximumMessageBytes + FrameLimits().headerBytes)
  }

  /// The parser of the source's messages.
  var parser: FrameParser {
    FrameParser(format: format, colorOrder: colorOrder, bitDepth: bitDepth)
  }
}
