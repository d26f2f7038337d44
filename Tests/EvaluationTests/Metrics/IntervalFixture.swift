import Foundation
import Testing

/// The values of Fixtures/intervals.json, which Fixtures/intervals.py made with numpy and scipy.
struct IntervalFixture: Decodable {
  struct Case: Decodable {
    /// The scores by one method: normal, out of distribution.
    let first: [[Double]]
    /// The scores of the same frames by another.
    let second: [[Double]]
    let interval: Interval
    let comparison: Comparison
  }

  struct Interval: Decodable {
    let auroc, standardError, low, high: Double
  }

  struct Comparison: Decodable {
    let difference, standardError, covariance, pValue: Double
  }

  let cases: [Case]
  /// k, n, low, high.
  let wilson: [[Double]]
  /// p, Φ⁻¹(p).
  let quantiles: [[Double]]

  static func load() throws -> IntervalFixture {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/intervals", withExtension: "json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(IntervalFixture.self, from: Data(contentsOf: url))
  }
}
