/// A generator of random numbers that a seed determines: SplitMix64.
///
/// Each number is a hash of a counter that starts at the seed (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", 2014), so equal seeds give equal numbers for ever.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator.
  public init(seed: UInt64) {
    state = seed
  }

  /// Creates the generator of one of many streams of a seed, such as one a frame.
  public init(seed: UInt64, stream: UInt64) {
    var outer = SeededGenerator(seed: seed)
    var inner = SeededGenerator(seed: outer.next() ^ stream)
    state = inner.next()
  }

  /// Returns the next number, uniform over all of `UInt64`.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var hash = state
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }

  /// Returns a uniform number below `bound`, without bias, by rejection.
  ///
  /// Spelled out here and not left to the standard library, which may change its way of drawing.
  ///
  /// - Precondition: `bound` is at least 1.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound >= 1, "no number below \(bound)")
    let range = UInt64(bound)
    let rejected = (0 &- range) % range
    while true {
      let product = next().multipliedFullWidth(by: range)
      if product.low >= rejected { return Int(product.high) }
    }
  }

  /// Returns `count` of the numbers 0..<`total`, each at most once, ascending; every such choice
  /// is equally likely.
  ///
  /// - Precondition: 0 ≤ `count` ≤ `total`.
  /// - Complexity: O(total).
  public mutating func sample(_ count: Int, of total: Int) -> [Int] {
    precondition((0...total).contains(count), "no \(count) of \(total) without replacement")
    var numbers = Array(0..<total)
    for place in 0..<count {
      numbers.swapAt(place, place + next(below: total - place))
    }
    return numbers.prefix(count).sorted()
  }
}
