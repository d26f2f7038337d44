import Core
import Testing

@Suite struct DensityErrorTests {
  /// Fits each density.
  private static let fits: [@Sendable ([[Double]]) throws -> Void] = [
    { _ = try QuantileTransform(rows: $0) },
    { _ = try MahalanobisDistance(rows: $0) },
    { _ = try COPOD(rows: $0) },
    { _ = try LogNormalDensity(rows: $0) },
  ]

  @Test("Every density refuses rows that are not finite numbers of equal count", arguments: 0..<4)
  func refused(density: Int) {
    func found(_ rows: [[Double]]) -> DensityError? {
      do throws(any Error) { try Self.fits[density](rows) } catch { return error as? DensityError }
      return nil
    }
    let needed = [1, 2, 1, 2][density]
    #expect(found([]) == .tooFewRows(needed: needed, found: 0))
    #expect(found([[], []]) == .noFeatures)
    #expect(found([[1, 2], [1]]) == .unequalRow(row: 1, expected: 2, found: 1))
    #expect(
      found([[1, 2], [3, .infinity]]) == .notFinite(row: 1, feature: 1, found: .infinity))
    let error = found([[1, 2], [.nan, 2]])
    #expect(error?.description.contains("feature 0 of row 1 is nan, expected a finite") == true)
  }

  @Test("One row is too few where a spread is needed", arguments: 0..<4)
  func oneRow(density: Int) {
    let needsTwo = [1, 3].contains(density)
    if needsTwo {
      #expect(throws: DensityError.tooFewRows(needed: 2, found: 1)) {
        try Self.fits[density]([[1, 2]])
      }
    } else {
      #expect(throws: Never.self) { try Self.fits[density]([[1, 2]]) }
    }
  }
}
