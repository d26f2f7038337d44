/// Mean and population standard deviation of each feature of normal frames.
public struct Standardisation: Equatable, Sendable {
  /// The mean of each feature.
  public let means: [Double]

  /// The standard deviation of each feature, positive.
  public let deviations: [Double]

  /// Takes the statistics of rows of features.
  ///
  /// - Parameter rows: A row of features a normal frame, shape `[frames, features]`, at least two.
  /// - Throws: `DensityError` if there are fewer than two rows, no features, one that is not finite, or
  ///   one that is the same in all rows.
  public init(rows: [[Double]]) throws(DensityError) {
    let size = try DensityError.featureCount(of: rows, atLeast: 2)
    let count = Double(rows.count)
    var (means, deviations): ([Double], [Double]) = ([], [])
    for feature in 0..<size {
      // Compared, and not by a variance of 0, which rounding of the mean would hide.
      guard rows.contains(where: { $0[feature] != rows[0][feature] }) else {
        throw .constantFeature(feature, value: rows[0][feature])
      }
      let mean = rows.reduce(0) { $0 + $1[feature] } / count
      let variance = rows.reduce(0) { $0 + ($1[feature] - mean) * ($1[feature] - mean) } / count
      means.append(mean)
      deviations.append(variance.squareRoot())
    }
    (self.means, self.deviations) = (means, deviations)
  }

  /// Returns a row with each feature standardised.
  public func callAsFunction(_ row: [Double]) -> [Double] {
    row.indices.map { (row[$0] - means[$0]) / deviations[$0] }
  }
}
