internal import Core

/// What joins ROSE and the dispersion, as `calibration.json` holds it.
struct CombinationDocument: Codable {
  let dispersionLevel: Double
  let largestFactor: Double
  let rose: [Double]
  let dispersion: [Double]

  private enum CodingKeys: String, CodingKey {
    case dispersionLevel = "dispersion_level"
    case largestFactor = "largest_factor"
    case rose
    case dispersion
  }

  init(_ combination: ScoreCombination) {
    dispersionLevel = combination.dispersionLevel
    largestFactor = combination.largestFactor
    rose = combination.rose.sortedValues
    dispersion = combination.dispersion.sortedValues
  }

  /// Checks everything and makes the combination.
  func combination(file: String) throws(BundleError) -> ScoreCombination {
    func check(
      _ isValid: Bool, _ name: String, expected: String, found: String
    ) throws(BundleError) {
      guard isValid else {
        throw .value(file: file, name: "combination.\(name)", expected: expected, found: found)
      }
    }
    try check(
      dispersionLevel > 0 && dispersionLevel < 1, "dispersion_level",
      expected: "a number between 0 and 1", found: "\(dispersionLevel)")
    try check(
      largestFactor >= 1 && largestFactor.isFinite, "largest_factor",
      expected: "a finite number of at least 1", found: "\(largestFactor)")
    for (name, values) in [("rose", rose), ("dispersion", dispersion)] {
      try check(
        values.count >= TailModel.minimumCount, name,
        expected: "at least \(TailModel.minimumCount) numbers", found: "\(values.count)")
      let isAscending = zip(values, values.dropFirst()).allSatisfy(<=)
      try check(
        isAscending && values.allSatisfy(\.isFinite), name, expected: "ascending finite numbers",
        found: "a number below the one before it, or one that is not finite")
    }
    return ScoreCombination(
      dispersionLevel: dispersionLevel, largestFactor: largestFactor,
      rose: TailModel(sortedValues: rose), dispersion: TailModel(sortedValues: dispersion))
  }
}
