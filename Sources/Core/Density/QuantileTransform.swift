/// A map of each feature to a standard normal variable, by its distribution over normal frames.
///
/// A value of the fit with b of n below it and e equal to it, itself among them, gets
/// z = Φ⁻¹((b + e/2)/n), the quantile of its mid-rank. Between two values the map is linear. It
/// never decreases, so that the order of values stays.
public struct QuantileTransform: Equatable, Sendable {
  /// The most knots of a feature where nobody says otherwise.
  public static let defaultKnots = 1000

  /// The maps, one a feature.
  public let features: [QuantileKnots]

  /// Learns the map of each feature.
  ///
  /// Where a feature has more distinct values than `maximumKnots`, those nearest above points evenly
  /// spaced in z are kept, the smallest and the largest always: in the tails, where values are
  /// sparse, all of them. One row, or a constant feature, has a single knot at z = 0.
  ///
  /// - Parameters:
  ///   - rows: A row of features a normal frame, shape `[frames, features]`.
  ///   - maximumKnots: The most knots of a feature.
  /// - Precondition: `maximumKnots` is at least 2.
  /// - Throws: `DensityError` without rows or features, and if a feature is NaN or infinite.
  /// - Complexity: O(features · frames · log frames).
  public init(rows: [[Double]], maximumKnots: Int = defaultKnots) throws(DensityError) {
    precondition(maximumKnots >= 2, "\(maximumKnots) knots")
    let count = try DensityError.featureCount(of: rows, atLeast: 1)
    features = (0..<count).map { feature in
      QuantileKnots(values: rows.map { $0[feature] }, maximumKnots: maximumKnots)
    }
  }

  /// Returns the row with each feature mapped.
  ///
  /// Beyond the values of the fit a feature goes on growing, as a logarithm (`QuantileKnots`), so
  /// that one strange feature does not drown all others. NaN stays NaN, and ±∞ stays ±∞.
  ///
  /// - Parameter row: As many features as the rows of the fit had.
  /// - Returns: As many values, standard normal over the frames of the fit.
  /// - Complexity: O(features · log knots).
  public func callAsFunction(_ row: [Double]) -> [Double] {
    precondition(row.count == features.count, "\(row.count) features, not \(features.count)")
    return zip(features, row).map { $0($1) }
  }
}

extension QuantileTransform: Codable {
  /// Reads the maps of at least one feature.
  public init(from decoder: any Decoder) throws {
    features = try decoder.singleValueContainer().decode([QuantileKnots].self)
    guard !features.isEmpty else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no features, expected one or more")
      )
    }
  }

  /// Writes the maps as an array.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(features)
  }
}
