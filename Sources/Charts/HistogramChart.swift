/// How often values fall into bins, for several sets of values one over the other.
public struct HistogramChart: Chart {
  /// The heights of one set of values.
  public struct Series: Equatable, Sendable {
    /// The name in the legend; empty: none.
    public let name: String
    /// A height a bin: counts, shares or densities.
    public let heights: [Double]

    /// Creates a series.
    public init(name: String, heights: [Double]) {
      self.name = name
      self.heights = heights
    }
  }

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let bins: HistogramBins
  private let series: [Series]

  /// Creates a chart of heights that are known.
  ///
  /// - Parameters:
  ///   - title: What the chart shows, for the eye and for screen readers.
  ///   - xLabel: What the values are.
  ///   - yLabel: What the heights are, such as `frames` or `share of frames`.
  ///   - bins: The bins of all series.
  ///   - series: The heights; later ones are drawn over earlier ones, and let them shine through.
  /// - Throws: `ChartError` if there are no series, one has not as many heights as there are bins, or
  ///   a height or an edge is negative, NaN, infinite or above 1e100.
  public init(
    title: String, xLabel: String, yLabel: String, bins: HistogramBins, series: [Series]
  ) throws(ChartError) {
    guard !series.isEmpty else { throw .empty(chart: title) }
    for (index, edge) in bins.edges.enumerated() {
      try ChartError.check(
        edge, chart: title, series: "edges", index: index, isLogarithmic: bins.isLogarithmic)
    }
    for one in series {
      let expected = bins.edges.count - 1
      guard one.heights.count == expected else {
        throw .unequal(
          chart: title, series: one.name, expected: expected, found: one.heights.count)
      }
      for (index, height) in one.heights.enumerated() {
        guard (0...ChartError.largest).contains(height) else {
          throw .invalid(
            chart: title, series: one.name, index: index, found: height,
            expected: "a height from 0 to 1e100")
        }
      }
    }
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.bins = bins
    self.series = series
  }

  /// The whole SVG document.
  public var svg: String {
    let highest = series.flatMap(\.heights).max() ?? 0
    let edges = bins.edges
    let frame = ChartFrame(
      title: title,
      x: Axis(
        xLabel,
        AxisScale(edges[0]...edges[edges.count - 1], isLogarithmic: bins.isLogarithmic)),
      y: Axis(yLabel, .rounded(0...(highest > 0 ? highest : 1))),
      legend: series.enumerated().map {
        Legend.Entry(
          name: $0.element.name, colour: Palette.colour($0.offset),
          symbol: .area(dash: Palette.dash($0.offset)))
      })
    return frame.document { svg in
      for (index, one) in series.enumerated() {
        draw(one, colour: Palette.colour(index), dash: Palette.dash(index), in: frame, &svg)
      }
    }
  }

  private func draw(
    _ series: Series, colour: String, dash: String?, in frame: ChartFrame, _ svg: inout SVGText
  ) {
    // One outline for each run of bins that are not empty: none along the axis.
    for run in series.heights.indices.split(whereSeparator: { series.heights[$0] == 0 }) {
      var outline = [(x: frame.x(bins.edges[run.startIndex]), y: frame.y(0))]
      for bin in run {
        outline.append((frame.x(bins.edges[bin]), frame.y(series.heights[bin])))
        outline.append((frame.x(bins.edges[bin + 1]), frame.y(series.heights[bin])))
      }
      outline.append((frame.x(bins.edges[run.endIndex]), frame.y(0)))
      svg.add("path", ["d": SVGText.data(outline), "fill": colour, "fill-opacity": "0.35"])
      svg.path(outline, colour: colour, width: 1.5, dash: dash)
    }
  }
}
