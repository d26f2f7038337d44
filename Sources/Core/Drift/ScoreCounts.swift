/// How often scores came, in buckets less than one percent wide: ranks in constant memory, however
/// many scores there are.
///
/// The buckets follow from the score alone: sign, exponent and the first 7 bits after the point of
/// the nearest `Float`. As no datum moves them and a larger score never lies in a lower bucket,
/// scores that are exchangeable stay so as buckets; only their resolution is less. Blocks of 256
/// buckets, two powers of two each, come into being with their first score: scores of a few powers
/// of two take a few KiB, all there are 512 KiB.
public struct ScoreCounts: Equatable, Sendable {
  /// How many scores lie above, and in, the bucket of a score.
  struct Rank: Equatable {
    var above: Int
    var equal: Int
  }

  /// The counts of 256 buckets.
  private struct Block: Equatable, Sendable {
    /// The number of the block, in the order of scores.
    let number: Int
    var total = 0
    var counts = [Int](repeating: 0, count: ScoreCounts.blockSize)
  }

  private static let blockSize = 256

  /// The number of scores counted.
  public private(set) var total = 0

  /// The blocks with a score, in the order of their numbers.
  private var blocks: [Block] = []

  /// Counts scores.
  ///
  /// - Complexity: O(1) a score.
  public init(_ scores: some Sequence<Double> = EmptyCollection()) {
    for score in scores { add(score) }
  }

  /// Counts one more score.
  mutating func add(_ score: Double) {
    let (number, place) = Self.bucket(of: score).quotientAndRemainder(dividingBy: Self.blockSize)
    let index = blocks.firstIndex { $0.number >= number } ?? blocks.endIndex
    if index == blocks.endIndex || blocks[index].number > number {
      blocks.insert(Block(number: number), at: index)
    }
    blocks[index].counts[place] += 1
    blocks[index].total += 1
    total += 1
  }

  /// Returns how many of the scores counted lie above a score's bucket and how many in it.
  ///
  /// - Complexity: At most 512 additions.
  func rank(of score: Double) -> Rank {
    let (number, place) = Self.bucket(of: score).quotientAndRemainder(dividingBy: Self.blockSize)
    var rank = Rank(above: 0, equal: 0)
    for block in blocks where block.number >= number {
      guard block.number == number else {
        rank.above += block.total
        continue
      }
      rank.equal = block.counts[place]
      for index in place + 1..<Self.blockSize { rank.above += block.counts[index] }
    }
    return rank
  }

  /// The bucket of a score, 0 to 65,535, in the order of scores; −0 counts as 0 and NaN, a frame
  /// that cannot be scored, as infinity.
  static func bucket(of score: Double) -> Int {
    let value = Float(score.isNaN ? .infinity : score + 0)
    let bits = Int(value.bitPattern >> 16)
    return value.sign == .minus ? 0xFFFF - bits : bits + 0x8000
  }
}
