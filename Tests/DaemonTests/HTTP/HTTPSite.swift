import CoreTesting
import Messaging

@testable import Core
@testable import Daemon

/// The parts that HTTP tells of, with a scorer that takes each frame's first pixel for its score.
struct HTTPSite {
  let folder = TemporaryFolder()
  let generation: Generation
  let watch: ScoreWatch
  let pipeline: ScoringPipeline
  let report: StatusReport
  let router: HTTPRouter

  /// Creates the parts for sources of these names, with 1 as their threshold.
  init(sources: [String] = ["a", "b"]) throws {
    generation = try TinyBundle(in: folder).generation()
    watch = ScoreWatch(sources: sources.count)
    let layers = generation.detector.calibration.layerNames.count
    pipeline = ScoringPipeline(
      flow: FlowState(
        scheduler: BatchScheduler(workerCount: 1, maximumBatch: 4, maximumDelay: 0),
        generation: generation, ringCapacities: sources.map { _ in 1_000 }),
      desk: AlertDesk(
        policy: AlertDesk.Policy(
          rules: sources.map { _ in AlertRules() },
          thresholds: sources.map { _ in ThresholdSettings(enter: .score(1)) }),
        sourceNames: sources, idPrefix: "t"),
      events: EventQueue(capacity: 10_000), progress: ProgressMonitor(), watch: watch,
      makeScorer: {
        { images, _ in
          images.map {
            let values = [Double](repeating: Double($0.pixels[0]), count: layers)
            return FrameScore(
              loss: 0, logDispersion: 0, layerScores: values, standardisedLayerScores: values,
              rose: 0,
              score: values[0],
              pValue: 0.5, isAnomalous: values[0] > 1)
          }
        }
      })
    let text = sources.map {
      "[[source]]\nname = \"\($0)\"\nendpoint = \"sub+connect:tcp://127.0.0.1:9\"\n"
    }.joined()
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    report = StatusReport(
      lifecycle: Lifecycle(configuration: configuration), pipeline: pipeline,
      events: EventQueue(capacity: 16), store: nil, peers: PeerBook())
    router = HTTPRouter(
      report: report, watch: watch, traffic: HTTPTraffic(start: SystemTime.monotonic()))
  }

  /// Scores one frame after the other and waits until the last of them has its score.
  func score(_ values: [UInt8], source: Int = 0) {
    for (number, value) in values.enumerated() {
      let shape = ImageShape(height: 32, width: 32, channels: 1)
      let frame = Frame(
        stream: StreamKey(source: source, sender: nil),
        image: Image(shape: shape, pixels: [UInt8](repeating: value, count: shape.count)),
        original: nil,
        shape: ImageShape(height: 480, width: 640, channels: 3), sender: nil,
        sequence: Int64(number), timestamp: 0, arrival: SystemTime.monotonic())
      _ = pipeline.take(
        .frame(frame, missing: 0), source: source, arrival: frame.arrival,
        wallTime: SystemTime.wall())
    }
    while pipeline.withFlow({ $0.inFlight }) > 0 {}
  }

  /// The answer to a target that is not a stream.
  func reply(_ target: String) -> HTTPReply? {
    if case .reply(let reply) = router.answer(target) { reply } else { nil }
  }

  /// The text of the answer to a target.
  func text(_ target: String) -> String {
    String(decoding: reply(target)?.body ?? [], as: UTF8.self)
  }
}
