internal import Glibc

/// A density of gradient norms, one a layer, whose logarithms are normal and independent of each
/// other (Dauncey, Holmes, Williams and Falck, "Approximations to the Fisher Information Metric of
/// Deep Generative Models for Out-Of-Distribution Detection", 2024).
public struct LogNormalDensity: Equatable, Sendable {
  /// μ of the logarithm of each feature.
  public let logMean: [Double]

  /// σ of the logarithm of each feature, positive.
  public let logStandardDeviation: [Double]

  /// Learns mean and population standard deviation of each logarithm, their likeliest values.
  ///
  /// - Parameter rows: A row of norms a normal frame, shape `[frames, features]`, at least two.
  /// - Throws: `DensityError` if there are fewer than two rows, no features or one that is NaN,
  ///   infinite, 0 or negative, and if a feature is constant: any other value would be infinitely
  ///   far.
  /// - Complexity: O(frames · features).
  public init(rows: [[Double]]) throws(DensityError) {
    _ = try DensityError.featureCount(of: rows, atLeast: 2)
    for (index, row) in rows.enumerated() {
      if let feature = row.firstIndex(where: { $0 <= 0 }) {
        throw .notPositive(row: index, feature: feature, found: row[feature])
      }
    }
    let statistics: Standardisation
    do {
      statistics = try Standardisation(rows: rows.map { $0.map { log($0) } })
    } catch .constantFeature(let feature, _) {
      throw .constantFeature(feature, value: rows[0][feature])
    }
    logMean = statistics.means
    logStandardDeviation = statistics.deviations
  }

  /// Returns minus the logarithm of the density of the logarithms of a row, in nats.
  ///
  ///     Σ ½((ln x − μ)/σ)² + ln σ + ½ ln 2π        over features
  ///
  /// - Parameter row: As many norms as the rows of the fit had.
  /// - Returns: The score, higher for less likely rows; infinity where a norm is 0, negative, NaN or
  ///   infinite.
  public func score(_ row: [Double]) -> Double {
    precondition(row.count == logMean.count, "\(row.count) features, not \(logMean.count)")
    guard row.allSatisfy({ $0 > 0 && $0.isFinite }) else { return .infinity }
    return row.indices.reduce(0) { sum, feature in
      let deviation = logStandardDeviation[feature]
      let z = (log(row[feature]) - logMean[feature]) / deviation
      return sum + z * z / 2 + log(deviation) + log(2 * .pi) / 2
    }
  }
}

extension LogNormalDensity: Codable {
  private enum CodingKeys: String, CodingKey {
    case logMean = "log_mean"
    case logStandardDeviation = "log_standard_deviation"
  }

  /// Reads means and standard deviations.
  ///
  /// - Throws: `DecodingError` if there are none, not as many of each, or a standard deviation is
  ///   not positive.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    logMean = try container.decode([Double].self, forKey: .logMean)
    logStandardDeviation = try container.decode([Double].self, forKey: .logStandardDeviation)
    guard !logMean.isEmpty, logMean.count == logStandardDeviation.count,
      logMean.allSatisfy(\.isFinite),
      logStandardDeviation.allSatisfy({ $0 > 0 && $0.isFinite })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .logStandardDeviation, in: container,
        debugDescription: "expected as many standard deviations as means, at least one, finite and "
          + "positive")
    }
  }
}
