/// Boxes of values by category, such as AUROC by the number of fit frames, for several series side
/// by side.
///
/// A box spans the quartiles with a line at the median, whiskers the values within 1.5 interquartile
/// ranges; what lies beyond is drawn as points (`BoxStatistics`).
public struct BoxPlot: Chart {
  /// The values of one series.
  public struct Series: Equatable, Sendable {
    /// The name in the legend; empty: none.
    public let name: String
    /// The values of each category; a category without values has no box.
    public let values: [[Double]]

    /// Creates a series.
    public init(name: String, values: [[Double]]) {
      self.name = name
      self.values = values
    }
  }

  private static let widestBox = 44.0

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let categories: [String]
  private let series: [Series]

  /// Creates a chart.
  ///
  /// - Parameters:
  ///   - title: What the chart shows, for the eye and for screen readers.
  ///   - xLabel: What the categories are.
  ///   - yLabel: What the values are, with their unit.
  ///   - categories: The names of the categories, from left to right.
  ///   - series: The values; the boxes of a category stand side by side in this order.
  /// - Throws: `ChartError` if there are no values, a series has not as many categories, or a value
  ///   is NaN, infinite or above 1e100 in magnitude.
  public init(
    title: String, xLabel: String, yLabel: String, categories: [String], series: [Series]
  ) throws(ChartError) {
    for one in series {
      guard one.values.count == categories.count else {
        throw .unequal(
          chart: title, series: one.name, expected: categories.count, found: one.values.count)
      }
      for (index, value) in one.values.joined().enumerated() {
        try ChartError.check(value, chart: title, series: one.name, index: index)
      }
    }
    guard series.contains(where: { $0.values.contains { !$0.isEmpty } }) else {
      throw .empty(chart: title)
    }
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.categories = categories
    self.series = series
  }

  /// The whole SVG document.
  public var svg: String {
    let values = series.flatMap { $0.values.joined() }
    let frame = ChartFrame(
      title: title, x: Axis(xLabel, categories: categories),
      y: Axis(yLabel, .rounded((values.min() ?? 0)...(values.max() ?? 1))),
      legend: series.enumerated().map {
        Legend.Entry(
          name: $0.element.name, colour: Palette.colour($0.offset), symbol: .area(dash: nil))
      })
    return frame.document { svg in
      for (index, one) in series.enumerated() {
        for (category, values) in one.values.enumerated() where !values.isEmpty {
          // The boxes of a category take four fifths of its width.
          let slot = 0.8 / Double(series.count)
          let middle = Double(category) + 0.1 + (Double(index) + 0.5) * slot
          let room = (frame.x(slot) - frame.x(0)) * 0.84
          Self.draw(
            BoxStatistics(values), at: frame.x(middle), width: min(Self.widestBox, room),
            colour: Palette.colour(index), in: frame, &svg)
        }
      }
    }
  }

  private static func draw(
    _ box: BoxStatistics, at x: Double, width: Double, colour: String, in frame: ChartFrame,
    _ svg: inout SVGText
  ) {
    let (left, right) = (x - width / 2, x + width / 2)
    let (top, bottom) = (frame.y(box.upperQuartile), frame.y(box.lowerQuartile))
    for (end, start) in [(box.upperWhisker, top), (box.lowerWhisker, bottom)] {
      let y = frame.y(end)
      svg.line(x, start, x, y, colour: colour, width: 1.5)
      svg.line(x - width / 4, y, x + width / 4, y, colour: colour, width: 1.5)
    }
    svg.add(
      "rect",
      [
        "x": SVGText.number(left), "y": SVGText.number(top), "width": SVGText.number(width),
        "height": SVGText.number(bottom - top), "fill": colour, "fill-opacity": "0.35",
        "stroke": colour, "stroke-width": "1.5",
      ])
    let median = frame.y(box.median)
    svg.line(left, median, right, median, colour: colour, width: 3)
    for outlier in box.outliers {
      svg.add(
        "circle",
        [
          "cx": SVGText.number(x), "cy": SVGText.number(frame.y(outlier)), "r": "2.5",
          "fill": "none", "stroke": colour,
        ])
    }
  }
}
