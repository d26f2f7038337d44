/// Why a density cannot be fitted to feature vectors.
public enum DensityError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Fewer rows than the density has to learn from.
  case tooFewRows(needed: Int, found: Int)

  /// The rows have no features.
  case noFeatures

  /// A row has not as many features as the first.
  case unequalRow(row: Int, expected: Int, found: Int)

  /// A feature is NaN or infinite.
  case notFinite(row: Int, feature: Int, found: Double)

  /// A feature of which the logarithm is needed is 0 or negative.
  case notPositive(row: Int, feature: Int, found: Double)

  /// A feature has the same value in all rows.
  case constantFeature(Int, value: Double)

  /// The features vary too little, or too much alike, for a covariance that can be inverted.
  case singularCovariance(ridge: Double)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .tooFewRows(let needed, let found):
      return "a density needs at least \(needed) rows of features, found \(found); give more frames"
    case .noFeatures:
      return "the rows have no features; expected at least one"
    case .unequalRow(let row, let expected, let found):
      return "row \(row) has \(found) features, expected \(expected) as in row 0"
    case .notFinite(let row, let feature, let found):
      return "feature \(feature) of row \(row) is \(found), expected a finite number; leave the "
        + "frame out"
    case .notPositive(let row, let feature, let found):
      return "feature \(feature) of row \(row) is \(found), expected a norm above 0; leave the "
        + "feature out"
    case .constantFeature(let feature, let value):
      return "feature \(feature) is \(value) in all rows: give frames that differ, or leave the "
        + "feature out"
    case .singularCovariance(let ridge):
      return "the covariance with a ridge of \(ridge) of the mean variance cannot be inverted: "
        + "give frames that differ, or choose a larger ridge"
    }
  }

  /// Returns the number of features, the same in all rows and each finite.
  static func featureCount(
    of rows: [[Double]], atLeast needed: Int
  ) throws(DensityError) -> Int {
    guard rows.count >= needed, let first = rows.first else {
      throw .tooFewRows(needed: needed, found: rows.count)
    }
    guard !first.isEmpty else { throw .noFeatures }
    for (index, row) in rows.enumerated() {
      guard row.count == first.count else {
        throw .unequalRow(row: index, expected: first.count, found: row.count)
      }
      if let feature = row.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(row: index, feature: feature, found: row[feature])
      }
    }
    return first.count
  }
}
