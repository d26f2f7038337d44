internal import Glibc

/// How rare the features of a frame are, each in its tail, among those of normal frames: the
/// copula-based outlier detection of Li, Zhao, Botta, Ionescu and Hu (ICDM 2020).
///
/// For feature d of a frame, with the frame itself counted among the n + 1 values,
///
///     u_d = #{values ≤ x_d}/(n + 1)      v_d = #{values ≥ x_d}/(n + 1)
///
/// are the left and the right tail, and the corrected tail w_d is the left one of a feature that is
/// skewed to the left, the right one of a feature skewed to the right. The frame itself keeps a tail
/// from being 0, so that each score is finite and depends on no other frame that is scored.
public struct COPOD: Equatable, Sendable {
  /// How the three kinds of tails become one score.
  public enum Combination: String, Codable, Sendable {
    /// max(−Σ ln u, −Σ ln v, −Σ ln w) with sums over features: algorithm 1 of the paper.
    case largestSum
    /// Σ max(−ln w, −(ln u + ln v)/2) over features, as in the authors' own program, PyOD.
    case sumOfLargest
  }

  /// The surprise of a frame in the tails: minus the sum of their logarithms over features.
  public struct Tails: Equatable, Sendable {
    /// −Σ ln u.
    public var left = 0.0
    /// −Σ ln v.
    public var right = 0.0
    /// −Σ ln w.
    public var corrected = 0.0
  }

  /// How the tails become a score.
  public let combination: Combination

  /// The values of each feature over the fit, ascending, shape `[features, frames]`.
  private let sorted: [[Double]]

  /// The sign of the skewness of each feature: −1, 0 or 1.
  private let skewness: [Double]

  /// Learns the tails.
  ///
  /// A feature whose third moment is within 1e-12 of none, in standard deviations, has no skewness,
  /// a constant one neither: both its tails count, −ln w = −ln u − ln v, as in PyOD.
  ///
  /// - Parameters:
  ///   - rows: A row of features a normal frame, shape `[frames, features]`, at least one.
  ///   - combination: How the tails become a score.
  /// - Throws: `DensityError` without rows or features, and if a feature is NaN or infinite.
  /// - Complexity: O(features · frames · log frames).
  public init(
    rows: [[Double]], combination: Combination = .sumOfLargest
  ) throws(DensityError) {
    let count = try DensityError.featureCount(of: rows, atLeast: 1)
    let sorted = (0..<count).map { feature in rows.map { $0[feature] }.sorted() }
    self.init(sorted: sorted, combination: combination)
  }

  private init(sorted: [[Double]], combination: Combination) {
    self.sorted = sorted
    self.combination = combination
    skewness = sorted.map(Self.skewness)
  }

  /// Returns the score of a row.
  ///
  /// - Parameter row: As many features as the rows of the fit had.
  /// - Returns: The score, higher for rarer features; infinity where one is NaN or infinite.
  /// - Complexity: O(features · log frames).
  public func score(_ row: [Double]) -> Double {
    guard row.allSatisfy(\.isFinite) else { return .infinity }
    switch combination {
    case .largestSum:
      let sums = tails(row)
      return max(sums.left, sums.right, sums.corrected)
    case .sumOfLargest:
      return surprises(row).reduce(0) { $0 + max($1.corrected, ($1.left + $1.right) / 2) }
    }
  }

  /// Returns the sums over the features of a row; infinities sort like numbers, NaN gives NaN.
  public func tails(_ row: [Double]) -> Tails {
    surprises(row).reduce(into: Tails()) { sums, tails in
      sums.left += tails.left
      sums.right += tails.right
      sums.corrected += tails.corrected
    }
  }

  /// The surprise of each feature of a row.
  private func surprises(_ row: [Double]) -> [Tails] {
    precondition(row.count == sorted.count, "\(row.count) features, not \(sorted.count)")
    return row.indices.map { feature in
      let (values, value) = (sorted[feature], row[feature])
      guard !value.isNaN else { return Tails(left: .nan, right: .nan, corrected: .nan) }
      let below = values.prefixCount { $0 < value }
      let atMost = values.prefixCount { $0 <= value }
      let all = Double(values.count + 1)
      let left = -log(Double(atMost + 1) / all)
      let right = -log(Double(values.count - below + 1) / all)
      let sign = skewness[feature]
      return Tails(
        left: left, right: right, corrected: (sign <= 0 ? left : 0) + (sign >= 0 ? right : 0))
    }
  }

  private static func skewness(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / count }
    guard let first = values.first, let last = values.last, first < last else { return 0 }
    // Deviations of at most 1, so that no cube overflows or vanishes.
    let reach = max(last - mean, mean - first)
    let deviations = values.map { ($0 - mean) / reach }
    let second = deviations.reduce(0) { $0 + $1 * $1 / count }
    let third = deviations.reduce(0) { $0 + $1 * $1 * $1 / count }
    guard third.magnitude > 1e-12 * second * second.squareRoot() else { return 0 }
    return third > 0 ? 1 : -1
  }
}

extension COPOD: Codable {
  private enum CodingKeys: String, CodingKey {
    case combination
    case sorted
  }

  /// Reads the sorted values of each feature.
  ///
  /// - Throws: `DecodingError` if there are none, they are not as many of each feature, or not
  ///   finite and ascending.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let sorted = try container.decode([[Double]].self, forKey: .sorted)
    func isColumn(_ values: [Double]) -> Bool {
      !values.isEmpty && values.count == sorted[0].count && values.allSatisfy(\.isFinite)
        && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
    }
    guard !sorted.isEmpty, sorted.allSatisfy(isColumn) else {
      throw DecodingError.dataCorruptedError(
        forKey: .sorted, in: container,
        debugDescription: "expected at least one feature, as many values of each, all finite and "
          + "ascending")
    }
    self.init(
      sorted: sorted, combination: try container.decode(Combination.self, forKey: .combination))
  }

  /// Writes the sorted values of each feature.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(combination, forKey: .combination)
    try container.encode(sorted, forKey: .sorted)
  }
}
