internal import Glibc

/// A random generator whose sequence follows from a seed and the numbers of a stream, so that any
/// part of a computation can be drawn again without what came before it.
///
/// SplitMix64 (Steele, Lea, Flood 2014) over a state mixed from seed and stream; not for secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates the generator of a seed.
  public init(seed: UInt64) { state = seed }

  /// Creates the generator of one of many streams of a seed.
  ///
  /// - Parameters:
  ///   - seed: The seed of the whole computation.
  ///   - stream: What is drawn and when, such as a purpose and an epoch.
  public init(seed: UInt64, stream: UInt64...) {
    state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    for number in stream { state = Self.mix(state ^ Self.mix(number &+ 0xD1B5_4A32_D192_ED03)) }
  }

  /// Returns the next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// Returns the next of the 2⁵³ equally spaced numbers in 0..<1.
  public mutating func nextUniform() -> Double {
    Double(next() & (1 << 53 - 1)) / 0x1p53
  }

  /// Returns the next two values of a standard normal distribution (Box and Muller 1958).
  public mutating func nextNormals() -> (Float, Float) {
    // 1 − u lies in (0, 1], so the logarithm is finite.
    let radius = (-2 * log(1 - nextUniform())).squareRoot()
    let angle = 2 * Double.pi * nextUniform()
    return (Float(radius * cos(angle)), Float(radius * sin(angle)))
  }

  /// Returns `count` values of a standard normal distribution.
  public mutating func normals(count: Int) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(count + 1)
    while values.count < count {
      let (a, b) = nextNormals()
      values.append(a)
      values.append(b)
    }
    return Array(values.prefix(count))
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

  /// Returns the numbers 0..<count in random order (Fisher and Yates).
  public mutating func permutation(count: Int) -> [Int] {
    drawn(count, of: count)
  }

  /// Returns `count` of the numbers 0..<`total`, each at most once, ascending; every such choice
  /// is equally likely.
  ///
  /// - Precondition: 0 ≤ `count` ≤ `total`.
  /// - Complexity: O(total).
  public mutating func sample(_ count: Int, of total: Int) -> [Int] {
    drawn(count, of: total).sorted()
  }

  private mutating func drawn(_ count: Int, of total: Int) -> [Int] {
    precondition((0...total).contains(count), "no \(count) of \(total) without replacement")
    var numbers = Array(0..<total)
    // The last of all has no choice left and draws nothing.
    for place in 0..<min(count, max(0, total - 1)) {
      numbers.swapAt(place, place + next(below: total - place))
    }
    return Array(numbers.prefix(count))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
