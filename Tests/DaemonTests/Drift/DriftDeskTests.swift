import CoreTesting
import Messaging
import Testing

@testable import Core
@testable import Daemon

@Suite struct DriftDeskTests {
  private let folder = TemporaryFolder()
  private let bundle: TinyBundle
  private let generation: Generation

  init() throws {
    bundle = try TinyBundle(in: folder)
    generation = try bundle.generation()
  }

  /// A desk, and what it published.
  private final class Site {
    var desk: DriftDesk
    var drifts: [DriftEvent] = []
    var time: Int64 = 0

    init(_ settings: DriftDesk.Settings?) {
      desk = DriftDesk(settings: settings, sourceNames: ["a", "b"], seed: 7)
    }

    func publish(_ event: OutgoingEvent) {
      if case .drift(let drift) = event { drifts.append(drift) }
    }

    /// Sends frames of one score, the given time apart.
    func send(
      _ score: Double, count: Int, source: Int = 0, apart: Int64 = 10, of generation: Generation
    ) {
      for _ in 0..<count {
        time += apart
        let frame = ScoredFrame(
          frame: .numbered(time, source: source, arrival: time),
          score: FrameScore(
            loss: 0, logDispersion: 0, layerScores: [1], standardisedLayerScores: [2], rose: 0,
            score: score, pValue: 0.25,
            isAnomalous: false),
          generation: generation)
        desk.observe(
          frame, ScoredFrameSummary(frame, thresholds: ResolvedThresholds(enter: 1, exit: 1)),
          publish: publish)
      }
    }
  }

  private static let settings = DriftDesk.Settings(interval: 10, threshold: 1e4)

  private func next(_ seed: UInt64?) throws -> Generation {
    if let seed { try bundle.calibrate(seed: seed) }
    return try GenerationLoader.loadNext(
      after: generation, bundle: bundle.path, falseAlarmRate: nil)
  }

  @Test("a stream of large scores starts one drift, of its own source, which stays")
  func start() throws {
    let site = Site(Self.settings)
    site.send(100, count: 50, source: 1, of: generation)
    site.send(generation.threshold, count: 1, of: generation)
    #expect(site.drifts.map(\.state) == [.start])
    let drift = try #require(site.drifts.first)
    #expect(drift.source == "b" && drift.reason == nil)
    #expect(drift.statistic >= 1e4 && drift.threshold == 1e4)
    #expect(drift.frames < 20 && drift.meanPValue < 0.3)
    #expect(drift.frame.sequence == Int64(drift.frames) * 10)
    #expect(drift.factors.digest == generation.factorsDigest)
    #expect(site.desk.driftingSince(source: 0) == nil)
    #expect(site.desk.driftingSince(source: 1) == drift.since)
  }

  @Test("one frame an interval is looked at")
  func interval() {
    let site = Site(DriftDesk.Settings(interval: 1_000, threshold: 1e4))
    site.send(100, count: 500, apart: 10, of: generation)
    #expect(site.drifts.isEmpty)
    site.send(100, count: 50, apart: 1_000, of: generation)
    #expect(site.drifts.count == 1)
  }

  @Test("a reset ends the drifts of the sources it names, and they are looked for anew")
  func reset() {
    let site = Site(Self.settings)
    for source in 0..<2 { site.send(100, count: 50, source: source, of: generation) }
    site.desk.clear(reason: .reset, sources: [1], publish: site.publish)
    site.desk.clear(reason: .reset, sources: [1], publish: site.publish)
    #expect(site.drifts.map(\.state) == [.start, .start, .end])
    #expect(site.drifts.last?.reason == .reset && site.drifts.last?.source == "b")
    #expect(site.desk.driftingSince(source: 1) == nil)
    site.send(100, count: 50, source: 1, of: generation)
    #expect(site.drifts.last?.state == .start)
  }

  @Test("a reload with the same calibration keeps a drift, one with another clears it")
  func reload() throws {
    let site = Site(Self.settings)
    site.send(100, count: 50, of: generation)
    site.desk.adopt(try next(nil), settings: Self.settings, publish: site.publish)
    #expect(site.drifts.count == 1)
    let other = try next(99)
    let later = Generation(
      number: 3, detector: other.detector, weightsDigest: other.weightsDigest,
      factorsDigest: other.factorsDigest)
    site.desk.adopt(later, settings: Self.settings, publish: site.publish)
    #expect(site.drifts.map(\.state) == [.start, .end])
    #expect(site.drifts.last?.reason == .reloaded)
    // Frames that were still in flight belong to the calibration before.
    site.send(100, count: 50, of: generation)
    #expect(site.drifts.count == 2)
    site.send(100, count: 50, of: later)
    #expect(site.drifts.last?.state == .start)
  }

  @Test("switching it off clears drifts and looks no more; switching it on looks anew")
  func disabled() {
    let site = Site(Self.settings)
    site.send(100, count: 50, of: generation)
    site.desk.adopt(generation, settings: nil, publish: site.publish)
    #expect(site.drifts.last?.reason == .disabled)
    site.send(100, count: 50, of: generation)
    #expect(site.drifts.count == 2)
    site.desk.adopt(generation, settings: Self.settings, publish: site.publish)
    site.send(100, count: 50, of: generation)
    #expect(site.drifts.count == 3)
  }

  @Test("another mean time between false alarms holds for streams that are there")
  func threshold() {
    let site = Site(DriftDesk.Settings(interval: 10, threshold: 1e300))
    site.send(100, count: 50, of: generation)
    #expect(site.drifts.isEmpty)
    site.desk.adopt(generation, settings: Self.settings, publish: site.publish)
    site.send(100, count: 1, of: generation)
    #expect(site.drifts.first?.threshold == 1e4)
  }
}
