internal import ArgumentParser
internal import Core
internal import Datasets
internal import Messaging

/// Streams Fashion-MNIST test frames with faults to a running rosed and shows what it makes of
/// them; `make demo` runs it.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Stream test frames with faults to a running rosed and count what it detects.",
    discussion: "The source's queue must hold \(DemoRun.window) frames, and scores be published.",
    shouldDisplay: false)

  @Option(help: "Where rosed takes frames, such as push+connect:ipc:///run/rosed/frames.")
  var frames: String

  @Option(help: "Where rosed publishes events, such as sub+connect:ipc:///run/rosed/alerts.")
  var events: String

  @Option(help: "The number of normal frames, from the start of the test set.")
  var normal = 4000

  @Option(help: "The number of episodes of each fault, 20 frames each.")
  var episodes = 15

  @Option(help: "What determines the order of the episodes and the faults.")
  var seed: UInt64 = 1

  @Option(help: "The false-alarm rate that the running rosed was calibrated for.")
  var falseAlarmRate = 0.01

  func validate() throws {
    guard (1...5000).contains(normal) else {
      throw ValidationError("--normal must be from 1 to 5000, found \(normal).")
    }
    guard (0...1000).contains(episodes) else {
      throw ValidationError("--episodes must be from 0 to 1000, found \(episodes).")
    }
  }

  func run() throws {
    let context = try MessagingContext()
    var run = try DemoRun(
      stream: try stream(),
      frames: try Endpoint(parsing: frames, defaultKind: .push, defaultRole: .connect),
      events: try Endpoint(parsing: events, defaultKind: .sub, defaultRole: .connect),
      falseAlarmRate: falseAlarmRate, in: context)
    let result = try run.run { print($0) }
    print(result.tally.table(seconds: result.seconds))
  }

  /// Normal frames are the first of the test set, faults happen to its last ones.
  ///
  /// The camera has the pixels of the model's input: noise that is resized is not noise any more,
  /// its neighbours resemble each other.
  private func stream() throws -> DemoStream {
    let shape = ImageShape(height: 32, width: 32, channels: 1)
    let images = try DataSource(kind: .fashionMNIST(.test), range: 0..<normal)
      .load(preparedFor: shape).images
    let faults = try DataSource(kind: .fashionMNIST(.test), range: 9000..<10_000)
      .load(preparedFor: shape).images
    return DemoStream(normal: images, faults: faults, episodes: episodes, seed: seed)
  }
}
