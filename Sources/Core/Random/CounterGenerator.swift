internal import Glibc

/// A random generator whose sequence follows from a seed and the numbers of a stream, so that any
/// part of a computation can be drawn again without what came before it.
///
/// SplitMix64 (Steele, Lea, Flood 2014) over a state mixed from seed and stream; not for secrets.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates the generator of a stream.
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

  /// Returns the next two values of a standard normal distribution (Box and Muller 1958).
  public mutating func nextNormals() -> (Float, Float) {
    // 1 − u lies in (0, 1], so the logarithm is finite.
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
    let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &self)
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

  /// Returns the numbers 0..<count in random order (Fisher and Yates).
  public mutating func permutation(count: Int) -> [Int] {
    var order = Array(0..<count)
    order.shuffle(using: &self)
    return order
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
