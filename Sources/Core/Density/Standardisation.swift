/// Mean and population standard deviation of each feature of normal frames.
public struct Standardisation: Equatable, Sendable {
  private let means: [Double]
  private let deviations: [Double]

  /// Takes the statistics of rows of features.
  ///
  /// - Throws: `DensityError` if there are fewer than two rows or a feature is constant.
  public init(rows: [[Double]]) throws(DensityError) {
    let size = try DensityError.featureCount(of: rows, atLeast: 2)
    let count = Double(rows.count)
    var (means, deviations): ([Double], [Double]) = ([], [])
    for feature in 0..<size {
      let mean = rows.reduce(0) { $0 + $1[feature] } / count
      let variance = rows.reduce(0) { $0 + ($1[feature] - mean) * ($1[feature] - mean) } / count
      guard variance > 0 else {
        throw .constantFeature(feature, value: rows[0][feature])
      }
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
