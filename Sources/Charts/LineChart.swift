internal import Glibc

/// Named lines over the unit square, such as ROC curves.
public struct LineChart: Chart {
  /// A point of a line.
  public struct Point: Equatable, Sendable {
    /// The place on the horizontal axis, from 0 to 1.
    public let x: Double
    /// The place on the vertical axis, from 0 to 1.
    public let y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A line.
  public struct Series: Equatable, Sendable {
    /// The name in the legend; empty: none.
    public let name: String
    /// The points, joined in this order.
    public let points: [Point]

    /// Creates a series.
    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// Where a logarithmic horizontal axis begins; what lies before it is not drawn.
  public static let logarithmicStart = 1e-3

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let series: [Series]
  private let hasDiagonal: Bool
  private let isLogarithmic: Bool

  /// Creates a chart.
  ///
  /// - Parameters:
  ///   - title: What the chart shows, for the eye and for screen readers.
  ///   - xLabel: What the horizontal axis is.
  ///   - yLabel: What the vertical axis is.
  ///   - series: The lines; later ones are drawn over earlier ones. A line without points has its
  ///     name in the legend alone.
  ///   - hasDiagonal: Whether to draw y = x too, the ROC curve of scores that tell nothing.
  ///   - isLogarithmic: Whether the horizontal axis is logarithmic, from 0.001 to 1, and not linear
  ///     from 0 to 1.
  /// - Throws: `ChartError` if there are no series, or a coordinate lies outside 0...1 or is NaN.
  public init(
    title: String, xLabel: String = "false-positive rate", yLabel: String = "true-positive rate",
    series: [Series], hasDiagonal: Bool = true, isLogarithmic: Bool = false
  ) throws(ChartError) {
    guard !series.isEmpty else { throw .empty(chart: title) }
    for one in series {
      for (index, point) in one.points.enumerated() {
        for coordinate in [point.x, point.y] where !(0...1).contains(coordinate) {
          throw .invalid(
            chart: title, series: one.name, index: index, found: coordinate,
            expected: "a number from 0 to 1")
        }
      }
    }
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.hasDiagonal = hasDiagonal
    self.isLogarithmic = isLogarithmic
  }

  /// The whole SVG document.
  ///
  /// A point less than 0.3 pixels from the last one drawn is left out, so that curves of any number
  /// of points have a size of some kilobytes.
  public var svg: String {
    let scale =
      isLogarithmic
      ? AxisScale(Self.logarithmicStart...1, isLogarithmic: true) : AxisScale(0...1)
    let frame = ChartFrame(
      title: title, x: Axis(xLabel, scale), y: Axis(yLabel, AxisScale(0...1)),
      legend: series.enumerated().map {
        Legend.Entry(
          name: $0.element.name, colour: Palette.colour($0.offset),
          symbol: .line(dash: Palette.dash($0.offset)))
      })
    return frame.document { svg in
      if hasDiagonal {
        svg.path(
          places([Point(x: 0, y: 0), Point(x: 1, y: 1)], in: frame), colour: Palette.reference,
          width: 1, dash: "4 4")
      }
      for (index, one) in series.enumerated() {
        let places = places(one.points, in: frame)
        guard !places.isEmpty else { continue }
        svg.path(places, colour: Palette.colour(index), width: 2, dash: Palette.dash(index))
      }
    }
  }

  /// Where the points of a line are drawn.
  private func places(_ points: [Point], in frame: ChartFrame) -> [(x: Double, y: Double)] {
    let drawn = isLogarithmic ? Self.bent(points) : points
    var places: [(x: Double, y: Double)] = []
    for (index, point) in drawn.enumerated() {
      let (x, y) = (frame.x(point.x), frame.y(point.y))
      if let last = places.last, index + 1 < drawn.count, hypot(x - last.x, y - last.y) < 0.3 {
        continue
      }
      places.append((x, y))
    }
    return places
  }

  /// The part of a line that a logarithmic axis shows, with points between where the axis bends it.
  private static func bent(_ points: [Point]) -> [Point] {
    var bent: [Point] = []
    for (last, next) in zip(points, points.dropFirst())
    where max(last.x, next.x) >= logarithmicStart {
      func at(_ x: Double) -> Point {
        Point(x: x, y: last.y + (next.y - last.y) * (x - last.x) / (next.x - last.x))
      }
      let from = last.x < logarithmicStart ? at(logarithmicStart) : last
      let to = next.x < logarithmicStart ? at(logarithmicStart) : next
      bent.append(from)
      let parts = Int((log(to.x / from.x).magnitude / log(1.1)).rounded(.up))
      for part in 1..<max(1, parts) {
        bent.append(at(from.x * pow(to.x / from.x, Double(part) / Double(parts))))
      }
      bent.append(to)
    }
    return bent
  }
}
