internal import Core
internal import Messaging

/// Sends the stream to a daemon, takes its events in and prints the alerts as they come.
///
/// Frames are sent only while few are under way, so that none is ever dropped: the daemon keeps
/// the newest frames where it cannot score all of them.
struct DemoRun {
  /// The most frames under way: enough to fill the micro-batches of two workers.
  static let window = 32

  private static let patience = 20

  private let encoder = FrameEncoder(format: .array, name: "demo")
  private let stream: DemoStream
  private let framesEndpoint: Endpoint
  private let sender: Socket
  private let events: EventSubscriber
  private var tally: DemoTally
  private var sent = 0

  /// Connects to a daemon and waits until its events arrive.
  init(
    stream: DemoStream, frames: Endpoint, events: Endpoint, falseAlarmRate: Double,
    in context: MessagingContext
  ) throws {
    self.stream = stream
    framesEndpoint = frames
    self.events = try EventSubscriber(events, in: context)
    sender = try Socket(frames, options: .frameSender, in: context)
    tally = DemoTally(falseAlarmRate: falseAlarmRate)
    guard case .event = try self.events.receive(timeout: .seconds(Self.patience)) else {
      throw DemoError.silent(endpoint: events.description, seconds: Self.patience)
    }
  }

  /// Sends every frame and returns what came back, and the seconds it took.
  mutating func run(print: (String) -> Void) throws -> (tally: DemoTally, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    var lastScore = start
    while tally.scored < stream.frames.count {
      while sent < stream.frames.count, sent - tally.scored < Self.window { try sendNext() }
      let before = tally.scored
      if case .event(let event) = try events.receive(timeout: .seconds(1)) {
        try take(event, print: print)
      }
      if tally.scored > before { lastScore = clock.now }
      guard clock.now - lastScore < .seconds(Self.patience) else {
        throw DemoError.unanswered(sent: sent, scored: tally.scored, seconds: Self.patience)
      }
    }
    return (tally, (clock.now - start) / .seconds(1))
  }

  private mutating func sendNext() throws {
    let message = encoder.message(stream.frames[sent].image, sequence: Int64(sent))
    guard try sender.send(message, timeout: .seconds(Self.patience))
    else { throw DemoError.blocked(endpoint: framesEndpoint.description, sent: sent) }
    sent += 1
  }

  private mutating func take(_ event: ReceivedEvent, print: (String) -> Void) throws {
    if !event.gaps.isEmpty { throw DemoError.eventsLost(topic: event.topic.description) }
    switch event.body {
    case .score(let score):
      tally.addScore(
        of: kind(of: score.frame), anomalous: score.anomalous, pValue: score.pValue,
        latency: score.latency)
    case .alert(let alert):
      if alert.state == .start { tally.addAlert() }
      print(DemoTally.line(of: alert, sent: kind(of: alert.frame)))
    case .drift, .source, .status, .heartbeat:
      break
    }
  }

  private func kind(of frame: FrameReference) -> DemoFrameKind {
    let index = Int(exactly: frame.sequence) ?? -1
    return stream.frames.indices.contains(index) ? stream.frames[index].kind : .normal
  }
}
