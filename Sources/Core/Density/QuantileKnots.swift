internal import Glibc

/// A map of one feature to a standard normal variable, linear between knots.
///
/// Beyond the outermost knot (v, z) a value x gets z ± ln(1 + |x − v|/s), where s, the scale of the
/// feature, is half the distance between the values mapped to −1 and to 1: a standard deviation of a
/// normal feature. Where those are equal it is the distance of the outermost knots over that of
/// their z, and where all values are one value c, |c|, or 1 for c = 0.
public struct QuantileKnots: Equatable, Sendable {
  /// The values of the knots, strictly ascending, at least one.
  public let values: [Double]

  /// What the knots are mapped to, strictly ascending, as many.
  public let normals: [Double]

  /// s, positive and finite.
  public let scale: Double

  init(values: [Double], maximumKnots: Int) {
    let (distinct, normals) = Self.midrankQuantiles(values.sorted())
    let kept = Self.knots(normals, atMost: maximumKnots)
    self.init(values: kept.map { distinct[$0] }, normals: kept.map { normals[$0] })
  }

  private init(values: [Double], normals: [Double]) {
    self.values = values
    self.normals = normals
    scale = Self.scale(values, normals)
  }

  /// Returns what a value is mapped to: finite for a finite value unless |x − v|/s overflows.
  public func callAsFunction(_ value: Double) -> Double {
    guard value.isFinite else { return value }
    let last = values.count - 1
    if value <= values[0] { return normals[0] - log1p((values[0] - value) / scale) }
    if value >= values[last] { return normals[last] + log1p((value - values[last]) / scale) }
    return Self.interpolate(value, values, normals)
  }

  /// The distinct ones of sorted values, and the normal quantiles of their mid-ranks.
  private static func midrankQuantiles(
    _ sorted: [Double]
  ) -> (distinct: [Double], normals: [Double]) {
    var (distinct, normals): ([Double], [Double]) = ([], [])
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      distinct.append(sorted[start])
      // Half the ends of the run is the mid-rank of (start + end)/2 of all.
      normals.append(NormalDistribution.quantile(Double(start + end) / Double(2 * sorted.count)))
      start = end
    }
    return (distinct, normals)
  }

  /// The places of at most so many of ascending numbers, evenly spaced in value as far as they are.
  private static func knots(_ normals: [Double], atMost maximum: Int) -> [Int] {
    let last = normals.count - 1
    guard last >= maximum else { return Array(normals.indices) }
    let step = (normals[last] - normals[0]) / Double(maximum - 1)
    var kept = [0]
    var place = 0
    for point in 1..<maximum - 1 {
      let target = normals[0] + Double(point) * step
      while place < last, normals[place] < target { place += 1 }
      if let newest = kept.last, place > newest, place < last { kept.append(place) }
    }
    return kept + [last]
  }

  private static func scale(_ values: [Double], _ normals: [Double]) -> Double {
    guard let low = values.first, let high = values.last, low < high else {
      let magnitude = values.first?.magnitude ?? 0
      return magnitude > 0 ? magnitude : 1
    }
    let quarter = (value(at: 1, values, normals) / 2 - value(at: -1, values, normals) / 2)
    let whole = (high / 2 - low / 2) / (normals[normals.count - 1] / 2 - normals[0] / 2)
    // The smallest and largest of doubles have halves and differences of 0 and infinity.
    let scale = quarter > 0 ? quarter : whole
    return min(max(scale, .leastNormalMagnitude), .greatestFiniteMagnitude)
  }

  /// The value mapped to z, or the outermost one.
  private static func value(at z: Double, _ values: [Double], _ normals: [Double]) -> Double {
    if z <= normals[0] { return values[0] }
    if z >= normals[normals.count - 1] { return values[values.count - 1] }
    return interpolate(z, normals, values)
  }

  /// The line through the two knots around a point within ascending ones.
  private static func interpolate(_ point: Double, _ from: [Double], _ to: [Double]) -> Double {
    let high = min(max(1, from.prefixCount { $0 <= point }), from.count - 1)
    let low = high - 1
    // Halves, for the distance of two finite numbers may be infinite.
    let share = (point / 2 - from[low] / 2) / (from[high] / 2 - from[low] / 2)
    return to[low] * (1 - share) + to[high] * share
  }
}

extension QuantileKnots: Codable {
  private enum CodingKeys: String, CodingKey {
    case values
    case normals
  }

  /// Reads knots; the scale follows from them.
  ///
  /// - Throws: `DecodingError` if there are none, or they are not finite and ascending.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let values = try container.decode([Double].self, forKey: .values)
    let normals = try container.decode([Double].self, forKey: .normals)
    func ascends(_ numbers: [Double]) -> Bool {
      numbers.allSatisfy(\.isFinite) && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }
    guard !values.isEmpty, values.count == normals.count, ascends(values), ascends(normals) else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container,
        debugDescription: "expected as many values as normals, at least one, finite and ascending")
    }
    self.init(values: values, normals: normals)
  }

  /// Writes the knots.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(values, forKey: .values)
    try container.encode(normals, forKey: .normals)
  }
}
