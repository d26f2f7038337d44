/// How far feature vectors lie from the mean of normal ones, measured by their covariance.
///
///     d²(x) = (x − μ)ᵀ (Σ + λ·v·I)⁻¹ (x − μ)
///
/// with μ the mean and Σ the covariance of the fit (divided by their number), v the mean of the
/// variances on its diagonal and λ the ridge (Mahalanobis 1936).
public struct MahalanobisDistance: Equatable, Sendable {
  /// λ where nobody says otherwise: a millionth of the mean variance, enough that features which
  /// depend on each other, or of which one is constant, have a distance.
  public static let defaultRidge = 1e-6

  /// μ, one a feature.
  public let mean: [Double]

  private let factor: CholeskyFactor

  /// Learns mean and covariance.
  ///
  /// A constant feature has a variance of λ·v alone: the least deviation from it counts much.
  ///
  /// - Parameters:
  ///   - rows: A row of features a normal frame, shape `[frames, features]`, at least two.
  ///   - ridge: λ, what is added to each variance, as a share of their mean.
  /// - Precondition: `ridge` is finite and not negative.
  /// - Throws: `DensityError` if there are fewer than two rows, no features or one that is NaN or
  ///   infinite, and if the covariance is singular: all features are constant, or without a ridge
  ///   one follows from others, as with fewer rows than features.
  /// - Complexity: O(frames · features² + features³).
  public init(rows: [[Double]], ridge: Double = defaultRidge) throws(DensityError) {
    precondition(ridge.isFinite && ridge >= 0, "a ridge of \(ridge)")
    let size = try DensityError.featureCount(of: rows, atLeast: 2)
    let count = Double(rows.count)
    let mean = (0..<size).map { feature in rows.reduce(0) { $0 + $1[feature] / count } }
    var covariance = [Double](repeating: 0, count: size * size)
    for row in rows {
      let deviation = zip(row, mean).map { $0 - $1 }
      for i in 0..<size {
        for j in 0...i { covariance[i * size + j] += deviation[i] * deviation[j] / count }
      }
    }
    let variance = (0..<size).reduce(0) { $0 + covariance[$1 * size + $1] / Double(size) }
    for i in 0..<size { covariance[i * size + i] += ridge * variance }
    guard let factor = CholeskyFactor(covariance, size: size) else {
      throw .singularCovariance(ridge: ridge)
    }
    self.mean = mean
    self.factor = factor
  }

  /// Returns d² of a row.
  ///
  /// - Parameter row: As many features as the rows of the fit had.
  /// - Returns: The squared distance: 0 at the mean, infinity where a feature is NaN or infinite.
  /// - Complexity: O(features²).
  public func squaredDistance(_ row: [Double]) -> Double {
    precondition(row.count == mean.count, "\(row.count) features, not \(mean.count)")
    let distance = factor.inverseQuadraticForm(zip(row, mean).map { $0 - $1 })
    // Of a finite row too, the parts may overflow to opposite infinities.
    return distance.isNaN ? .infinity : distance
  }
}

extension MahalanobisDistance: Codable {
  private enum CodingKeys: String, CodingKey {
    case mean
    case factor
  }

  /// Reads mean and Cholesky factor, row-major with zeros above the diagonal.
  ///
  /// - Throws: `DecodingError` if their sizes do not fit or they are not finite.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    mean = try container.decode([Double].self, forKey: .mean)
    let lower = try container.decode([Double].self, forKey: .factor)
    guard mean.allSatisfy(\.isFinite),
      let factor = CholeskyFactor(lower: lower, size: mean.count)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .factor, in: container,
        debugDescription: "expected a finite mean of \(mean.count) features, at least one, and a "
          + "lower triangle of as many rows and columns with a positive diagonal")
    }
    self.factor = factor
  }

  /// Writes mean and Cholesky factor.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(factor.lower, forKey: .factor)
  }
}
