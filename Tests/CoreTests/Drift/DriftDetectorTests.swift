import Testing

@testable import Core

@Suite struct DriftDetectorTests {
  /// Calibration and stream of scores as ROSE has them: the largest of a few normal values and 0.
  private struct Scores {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed, stream: 77) }

    mutating func next(shift: Double = 0) -> Double {
      let (a, b) = generator.nextNormals()
      return max(0, Double(max(a, b)) + shift)
    }

    mutating func next(count: Int, shift: Double = 0) -> [Double] {
      (0..<count).map { _ in next(shift: shift) }
    }
  }

  private static func detector(
    _ scores: inout Scores, calibration: Int = 500, threshold: Double = 1e6, seed: UInt64
  ) -> DriftDetector {
    DriftDetector(
      calibration: ScoreCounts(scores.next(count: calibration)), threshold: threshold, seed: seed)
  }

  @Test("p-values are those of counting one by one among all scores so far")
  func pValues() {
    var scores = Scores(seed: 3)
    let calibration = scores.next(count: 50)
    var detector = DriftDetector(
      calibration: ScoreCounts(calibration), threshold: 1e12, seed: 9)
    // θ is drawn once a score, from the generator of the seed.
    var generator = SeededGenerator(seed: 9)
    func rounded(_ score: Double) -> Float {
      Float(bitPattern: Float(score).bitPattern & 0xFFFF_0000)
    }
    var all = calibration.map(rounded)
    for _ in 0..<1_000 {
      let score = scores.next()
      all.append(rounded(score))
      let greater = all.count { $0 > rounded(score) }
      let equal = all.count { $0 == rounded(score) }
      let theta = generator.nextUniform()
      let expected = (Double(greater) + theta * Double(equal)) / Double(all.count)
      #expect(detector.observe(score) == expected)
    }
  }

  @Test("p-values of exchangeable scores are uniform and do not depend on those before")
  func uniform() {
    let count = 20_000
    var scores = Scores(seed: 4)
    var detector = Self.detector(&scores, calibration: 100, threshold: 1e300, seed: 5)
    let values = (0..<count).map { _ in detector.observe(scores.next()) }
    // Kolmogorov and Smirnov: beyond 2.2/√n once in 10,000 times.
    let sorted = values.sorted()
    let distance = sorted.indices.map { abs(sorted[$0] - Double($0) / Double(count)) }.max() ?? 1
    #expect(distance < 2.2 / Double(count).squareRoot())
    // The correlation of neighbours has the standard deviation 1/√n.
    let products = zip(values, values.dropFirst()).map { 12 * ($0 - 0.5) * ($1 - 0.5) }
    #expect(abs(products.reduce(0, +) / Double(count)) < 4 / Double(count).squareRoot())
  }

  @Test("equal scores and seeds give equal results, other seeds others")
  func reproducible() {
    func run(seed: UInt64) -> [Double] {
      var scores = Scores(seed: 6)
      var detector = Self.detector(&scores, seed: seed)
      return (0..<500).flatMap { _ in [detector.observe(scores.next()), detector.statistic] }
    }
    #expect(run(seed: 1) == run(seed: 1))
    #expect(run(seed: 1) != run(seed: 2))
  }

  @Test("none of 40 drift-free streams of 20,000 scores alarms, at a mean of a million")
  func driftFree() {
    for seed: UInt64 in 0..<40 {
      var scores = Scores(seed: 100 + seed)
      var detector = Self.detector(&scores, seed: seed)
      for _ in 0..<20_000 { detector.observe(scores.next()) }
      #expect(!detector.isDrifting, "seed \(seed), statistic \(detector.statistic)")
    }
  }

  @Test("p-values among the calibration scores alone do alarm: the bound needs those of the stream")
  func fixedCalibration() {
    var alarms = (fixed: 0, online: 0)
    for seed: UInt64 in 0..<40 {
      var scores = Scores(seed: 100 + seed)
      let calibration = ScoreCounts(scores.next(count: 20))
      var detector = DriftDetector(calibration: calibration, threshold: 1e6, seed: seed)
      var evidence = DriftStatistic()
      var generator = SeededGenerator(seed: seed)
      var isFound = false
      for _ in 0..<2_500 {
        let score = scores.next()
        let rank = calibration.rank(of: score)
        let equal = generator.nextUniform() * Double(rank.equal + 1)
        evidence.observe((Double(rank.above) + equal) / Double(calibration.total + 1))
        isFound = isFound || evidence.value >= 1e6
        detector.observe(score)
      }
      alarms.fixed += isFound ? 1 : 0
      alarms.online += detector.isDrifting ? 1 : 0
    }
    // A false alarm has a probability of 0.0025 a stream at most; 40 streams have 3 of them once in
    // a million times.
    #expect(alarms.fixed >= 10, "\(alarms.fixed) of 40")
    #expect(alarms.online == 0)
  }

  @Test(
    "the mean number of scores up to a false alarm is at least the threshold",
    arguments: [20.0, 100])
  func meanRunLength(threshold: Double) {
    let runs = 400
    let lengths = (0..<runs).map { run in
      var scores = Scores(seed: 1_000 + UInt64(run))
      var detector = Self.detector(
        &scores, calibration: 100, threshold: threshold, seed: UInt64(run))
      while !detector.isDrifting { detector.observe(scores.next()) }
      return Double(detector.count)
    }
    let mean = lengths.reduce(0, +) / Double(runs)
    let variance = lengths.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)
    // Three standard errors: a bound that is kept falls below it once in 700 times.
    let error = (variance / Double(runs)).squareRoot()
    #expect(mean > threshold - 3 * error, "mean \(mean), error \(error)")
    // And not far beyond it, or drifts would be found later than need be.
    #expect(mean < 20 * threshold, "mean \(mean)")
  }

  @Test("scores that become larger, smaller or stand still are found within 300", arguments: 0..<5)
  func drifts(seed: UInt64) {
    for shift in [1.0, -1, 3] {
      #expect(delay(seed: seed) { $0.next(shift: shift) } <= 300, "shift \(shift)")
    }
    // A picture that stands still, whatever its score.
    for score in [0.2, 0.8, 2.5] {
      #expect(delay(seed: seed) { _ in score } <= 300, "score \(score)")
    }
    #expect(delay(seed: seed) { _ in .nan } <= 10)
    #expect(delay(seed: seed) { _ in .infinity } <= 10)
  }

  /// The scores after a change that a year's threshold needs to be reached, after 1,000 without.
  private func delay(seed: UInt64, changed: (inout Scores) -> Double) -> Int {
    var scores = Scores(seed: 200 + seed)
    var detector = Self.detector(&scores, threshold: 31_536_000, seed: seed)
    for _ in 0..<1_000 { detector.observe(scores.next()) }
    guard !detector.isDrifting else { return .max }
    for count in 1...1_000 {
      detector.observe(changed(&scores))
      if detector.isDrifting { return count }
    }
    return .max
  }

  @Test("after a drift the p-values go on to tell how different the scores are")
  func afterDrift() throws {
    var scores = Scores(seed: 8)
    var detector = Self.detector(&scores, seed: 8)
    #expect(detector.recentMeanPValue == nil)
    while !detector.isDrifting { detector.observe(scores.next(shift: 2)) }
    let statistic = detector.statistic
    for _ in 0..<1_000 { detector.observe(scores.next(shift: 2)) }
    #expect(try #require(detector.recentMeanPValue) < 0.2)
    for _ in 0..<DriftDetector.recentCount { detector.observe(scores.next()) }
    #expect(abs(try #require(detector.recentMeanPValue) - 0.5) < 0.15)
    #expect(detector.statistic == statistic && detector.isDrifting)
  }
}
