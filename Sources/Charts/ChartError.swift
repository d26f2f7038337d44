/// Why values cannot be drawn.
public enum ChartError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is nothing to draw.
  case empty(chart: String)

  /// A value is NaN, infinite or too large to be drawn, or lies outside the axis.
  case invalid(chart: String, series: String, index: Int, found: Double, expected: String)

  /// A series has not as many values as there are bins or categories.
  case unequal(chart: String, series: String, expected: Int, found: Int)

  /// The edges of bins do not ascend.
  case edges(chart: String, reason: String)

  /// One line that says what is wrong and what was expected.
  public var description: String {
    switch self {
    case .empty(let chart):
      return "the chart '\(chart)' has nothing to draw; expected at least one value"
    case .invalid(let chart, let series, let index, let found, let expected):
      return "value \(index) of '\(series)' in the chart '\(chart)' is \(found); expected "
        + expected
    case .unequal(let chart, let series, let expected, let found):
      return "'\(series)' in the chart '\(chart)' has \(found) values; expected \(expected)"
    case .edges(let chart, let reason):
      return "the bins of the chart '\(chart)': \(reason)"
    }
  }

  /// The largest magnitude that is drawn, so that no difference or ratio of two overflows.
  static let largest = 1e100

  /// Refuses a value that no axis has.
  static func check(
    _ value: Double, chart: String, series: String, index: Int, isLogarithmic: Bool = false
  ) throws(ChartError) {
    guard value.magnitude <= largest, !isLogarithmic || value >= 1 / largest else {
      throw .invalid(
        chart: chart, series: series, index: index, found: value,
        expected: isLogarithmic
          ? "a number from 1e-100 to 1e100, for the axis is logarithmic"
          : "a number from -1e100 to 1e100")
    }
  }
}
