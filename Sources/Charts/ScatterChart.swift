/// Labelled points in a plane, such as methods by their speed and by how well they detect.
public struct ScatterChart: Chart {
  /// A point.
  public struct Point: Equatable, Sendable {
    /// The text beside the point; empty: none.
    public let label: String
    /// The place on the horizontal axis.
    public let x: Double
    /// The place on the vertical axis.
    public let y: Double
    /// The group, which gives the colour and has its name in the legend; empty: none.
    public let group: String

    /// Creates a point.
    public init(label: String, x: Double, y: Double, group: String = "") {
      self.label = label
      self.x = x
      self.y = y
      self.group = group
    }
  }

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let points: [Point]
  private let isLogarithmic: Bool

  /// Creates a chart.
  ///
  /// - Parameters:
  ///   - title: What the chart shows, for the eye and for screen readers.
  ///   - xLabel: What the horizontal axis is, with its unit.
  ///   - yLabel: What the vertical axis is, with its unit.
  ///   - points: The points; groups get their colours in the order of their first points.
  ///   - isLogarithmic: Whether the horizontal axis is logarithmic.
  /// - Throws: `ChartError` if there are no points, or a coordinate is NaN, infinite, above 1e100 in
  ///   magnitude, or below 1e-100 on a logarithmic axis.
  public init(
    title: String, xLabel: String, yLabel: String, points: [Point], isLogarithmic: Bool = true
  ) throws(ChartError) {
    guard !points.isEmpty else { throw .empty(chart: title) }
    for (index, point) in points.enumerated() {
      try ChartError.check(
        point.x, chart: title, series: xLabel, index: index, isLogarithmic: isLogarithmic)
      try ChartError.check(point.y, chart: title, series: yLabel, index: index)
    }
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points
    self.isLogarithmic = isLogarithmic
  }

  /// The whole SVG document.
  public var svg: String {
    let groups = points.reduce(into: [String]()) { groups, point in
      if !groups.contains(point.group) { groups.append(point.group) }
    }
    let frame = ChartFrame(
      title: title,
      x: Axis(xLabel, .rounded(Self.range(points.map(\.x)), isLogarithmic: isLogarithmic)),
      y: Axis(yLabel, .rounded(Self.range(points.map(\.y)))),
      legend: groups.enumerated().map {
        Legend.Entry(name: $0.element, colour: Palette.colour($0.offset), symbol: .point)
      })
    let places = points.map { (x: frame.x($0.x), y: frame.y($0.y)) }
    let labels = PointLabels(
      points.map(\.label), beside: places, left: frame.left, right: frame.right, top: frame.top,
      bottom: frame.bottom
    ).labels
    return frame.document { svg in
      // Leaders below points, and labels above all.
      for label in labels { label?.drawLeader(in: &svg) }
      for (point, place) in zip(points, places) {
        svg.add(
          "circle",
          [
            "cx": SVGText.number(place.x), "cy": SVGText.number(place.y),
            "r": SVGText.number(PointLabels.radius),
            "fill": Palette.colour(groups.firstIndex(of: point.group) ?? 0),
            "stroke": Palette.background,
          ])
      }
      for label in labels { label?.draw(in: &svg) }
    }
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    (values.min() ?? 0)...(values.max() ?? 1)
  }
}
