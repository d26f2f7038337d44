/// The distinct scores of an evaluation by number, from the highest, and which of them each frame
/// has: all that a ROC curve needs to know of scores.
struct ScoreLevels {
  /// The level of each normal frame.
  let normal: [Int]

  /// The level of each out-of-distribution frame.
  let outOfDistribution: [Int]

  /// The number of distinct scores.
  let count: Int

  /// - Complexity: O(n log n) of all frames.
  init(normal: [Double], outOfDistribution: [Double]) {
    let scores = normal + outOfDistribution
    var levels = [Int](repeating: 0, count: scores.count)
    var count = 0
    var last: Double?
    for frame in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
      if scores[frame] != last { count += 1 }
      last = scores[frame]
      levels[frame] = count - 1
    }
    self.normal = Array(levels[..<normal.count])
    self.outOfDistribution = Array(levels[normal.count...])
    self.count = count
  }

  /// The curve of the frames as they are.
  var curve: ROCCurve {
    ROCCurve(
      normalCounts: frequencies(normal), outOfDistributionCounts: frequencies(outOfDistribution))
  }

  /// Returns how many of some frames have each level.
  func frequencies(_ levels: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for level in levels { counts[level] += 1 }
    return counts
  }
}
