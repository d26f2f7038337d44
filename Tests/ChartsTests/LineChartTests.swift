import Testing

@testable import Charts

@Suite struct LineChartTests {
  /// The points of the line drawn last, as shares of the axes, from a frame that they reach over.
  private static func places(_ chart: LineChart) throws -> [(x: Double, y: Double)] {
    let path = try #require(chart.svg.split(separator: "\n").last { $0.hasPrefix("<path") })
    let numbers = path.split(separator: "\"")[1].split { "ML ".contains($0) }
      .compactMap { Double($0) }
    let lines = chart.svg.split(separator: "\n").filter { $0.contains(Palette.grid) }
    func attribute(_ name: String, _ line: Substring) -> Double {
      line.split(separator: "\"").enumerated().first { $0.element.hasSuffix(" \(name)=") }
        .flatMap { Double(line.split(separator: "\"")[$0.offset + 1]) } ?? .nan
    }
    let (first, last) = (try #require(lines.first), try #require(lines.last))
    // The first is the grid line at the left, the last the one on top.
    let (left, right) = (attribute("x1", first), attribute("x2", last))
    let (top, bottom) = (attribute("y1", last), attribute("y2", first))
    return stride(from: 0, to: numbers.count, by: 2).map {
      ((numbers[$0] - left) / (right - left), (bottom - numbers[$0 + 1]) / (bottom - top))
    }
  }

  private static func chart(
    _ points: [(Double, Double)], isLogarithmic: Bool = false
  ) throws -> LineChart {
    try LineChart(
      title: "t", series: [.init(name: "s", points: points.map { .init(x: $0.0, y: $0.1) })],
      hasDiagonal: false, isLogarithmic: isLogarithmic)
  }

  @Test("Points lie where the axes say")
  func linear() throws {
    let found = try Self.places(Self.chart([(0, 0), (0.25, 0.5), (1, 1)]))
    #expect(found.count == 3)
    for (place, point) in zip(found, [(0.0, 0.0), (0.25, 0.5), (1, 1)]) {
      // Coordinates are rounded to hundredths of some 300 pixels.
      #expect(abs(place.x - point.0) < 1e-4 && abs(place.y - point.1) < 1e-4)
    }
  }

  @Test("On a logarithmic axis a line keeps its values between its points, from 0.001 on")
  func logarithmic() throws {
    let found = try Self.places(Self.chart([(0, 0), (0.5, 1), (1, 1)], isLogarithmic: true))
    #expect(abs(found[0].x) < 1e-4 && abs(found[0].y - 0.002) < 1e-4)
    // y = 2x there; the share of the axis before x is 1 + log10(x)/3.
    for place in found where place.x < 0.89 {
      var x = 0.001
      for _ in 0..<1000 { x *= 1 + place.x * 6.907755278982137 / 1000 }
      #expect(abs(place.y - 2 * x) < 0.02 * place.y + 2e-4)
    }
    #expect(found.count > 60)
  }

  @Test("Of thousands of points within a pixel few are drawn, the last always")
  func thinned() throws {
    let points = (0...20_000).map { (Double($0) / 20_000, Double($0) / 20_000) }
    let found = try Self.places(Self.chart(points))
    #expect((500...2500).contains(found.count))
    #expect(found.last.map { abs($0.x - 1) < 1e-4 && abs($0.y - 1) < 1e-4 } == true)
  }

  @Test("A line before the logarithmic axis, without points, or of one point is no fault")
  func degenerate() throws {
    for points in [[], [(0.5, 0.5)], [(0, 0), (0.0005, 1)], [(0.1, 0), (0.1, 1)]] {
      for isLogarithmic in [false, true] {
        let svg = try Self.chart(points, isLogarithmic: isLogarithmic).svg
        #expect(!svg.contains("nan") && !svg.contains("inf"))
      }
    }
  }

  @Test("Coordinates outside the unit square are refused")
  func refused() {
    for bad in [-0.1, 1.1, Double.nan, .infinity] {
      let error = #expect(throws: ChartError.self) { try Self.chart([(0, 0), (bad, 0)]) }
      #expect(error?.description.hasPrefix("value 1 of 's' in the chart 't' is ") == true)
    }
    #expect(throws: ChartError.empty(chart: "t")) { try LineChart(title: "t", series: []) }
  }

  @Test("The eighth line has the first's colour and other dashes; many names make it higher")
  func many() throws {
    #expect(Palette.colour(7) == Palette.colour(0) && Palette.dash(7) != Palette.dash(0))
    let series = (0..<40).map { LineChart.Series(name: "a rather long name \($0)", points: []) }
    let svg = try LineChart(title: "t", series: series).svg
    let names = svg.split(separator: "\n").filter { $0.contains("a rather long name") }
    #expect(names.count == 40 && !svg.contains("height=\"420\" viewBox"))
  }
}
