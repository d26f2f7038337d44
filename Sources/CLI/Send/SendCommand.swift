internal import ArgumentParser
internal import Core
internal import Datasets
internal import Messaging

/// Sends the frames of a data source as a camera would.
struct SendCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Send frames to a source of rosed, as a camera would.",
    discussion: """
      The endpoint is the other side of a source: push for pull, pub for sub, req for rep and \
      pair for pair; bind where the source connects. An address alone means push+connect.
      """)

  @Argument(help: "Where to send to: an address, or TYPE+ROLE:ADDRESS.")
  var endpoint: String

  @Argument(help: "The frames to send: DATA.", transform: { try DataSource(parsing: $0) })
  var data: DataSource

  /// A frame a day to a million a second: no frame is so far off that no clock holds its time.
  private static let rates = 1.0 / 86_400...1e6

  @Option(help: "Frames a second; as many as are taken if left out.")
  var rate: Double?

  @Flag(help: "Begin again after the last frame, until interrupted.")
  var loop = false

  @Option(help: "How frames are put on the wire.")
  var format = FrameEncoder.Format.array

  @Option(help: "The name the sender gives itself.")
  var source = "rose"

  @Option(help: "The rows and columns of noise: and constant: frames.")
  var size = 32

  @Option(help: "What determines noise: and constant: frames.")
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("How long to wait for someone to take a frame.", valueName: "seconds"))
  var timeout = 10

  @OptionGroup var curve: CurveArguments

  @Flag(help: "Bind where the network or any local user can connect.")
  var insecure = false

  func validate() throws {
    if let rate, !Self.rates.contains(rate) {
      throw ValidationError(
        "--rate is \(rate), expected frames a second: at least \(Self.rates.lowerBound), a frame a "
          + "day, and at most 1000000.")
    }
    guard (1...4096).contains(size) else {
      throw ValidationError("--size is \(size), expected 1 to 4096.")
    }
    guard (1...86_400).contains(timeout) else {
      throw ValidationError("--timeout is \(timeout), expected 1 to 86400 seconds.")
    }
  }

  func run(on console: Console) throws {
    let endpoint = try EndpointArgument.parse(endpoint, defaultKind: .push)
    let sender = try FrameSender(
      to: endpoint, timeout: .seconds(timeout), security: curve.security(for: endpoint),
      insecure: insecure)
    var sending = Sending(
      sender: sender, encoder: FrameEncoder(format: format, name: source), rate: rate)
    let interruption = Interruption()
    repeat {
      var frames = try FrameStream(
        data, syntheticShape: ImageShape(height: size, width: size, channels: 1), seed: seed)
      try sending.send(&frames, until: { interruption.signal != nil }, on: console)
    } while loop && interruption.signal == nil
    console.note(sending.summary)
  }
}
