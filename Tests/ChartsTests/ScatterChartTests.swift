import Core
import Testing

@testable import Charts

@Suite struct ScatterChartTests {
  @Test("No label covers a point or another label while there is room")
  func labels() throws {
    var generator = SeededGenerator(seed: 8)
    let points = (0..<12).map { index in
      (
        x: 100 + 400 * generator.nextUniform(), y: 50 + 250 * generator.nextUniform(),
        text: "m\(index)"
      )
    }
    let labels = PointLabels(
      points.map(\.text), beside: points.map { ($0.x, $0.y) }, left: 50, right: 600, top: 30,
      bottom: 350
    ).labels
    var svg = SVGText()
    for label in labels { try #require(label).draw(in: &svg) }
    // Where the texts begin, and how wide they are.
    let boxes = svg.lines.map { line -> (Double, Double, Double) in
      let values = line.split(separator: "\"")
      let text = line.split(separator: ">")[1].split(separator: "<")[0]
      return (
        Double(values[1]) ?? .nan, Double(values[3]) ?? .nan,
        TextWidth.of(String(text), size: 11)
      )
    }
    for (i, box) in boxes.enumerated() {
      for other in boxes.dropFirst(i + 1) {
        let apart =
          box.0 + box.2 <= other.0 || other.0 + other.2 <= box.0 || abs(box.1 - other.1) >= 11
        #expect(apart, "\(box) \(other)")
      }
      for point in points {
        let isLeftOrRight = point.x + 5 <= box.0 || point.x - 5 >= box.0 + box.2
        #expect(isLeftOrRight || point.y - 5 >= box.1 || point.y + 5 <= box.1 - 8)
      }
    }
  }

  @Test("Equal ratios lie at equal distances, and groups have colours in their order")
  func places() throws {
    let chart = try ScatterChart(
      title: "", xLabel: "", yLabel: "",
      points: [(1.0, "b"), (10, "a"), (100, "b")].map {
        .init(label: "", x: $0.0, y: 1, group: $0.1)
      })
    let circles = chart.svg.split(separator: "\n").filter {
      $0.hasPrefix("<circle") && $0.contains("stroke=")
    }
    let x = circles.compactMap { Double($0.split(separator: "\"")[1]) }
    #expect(x.count == 3 && abs((x[2] - x[1]) - (x[1] - x[0])) < 0.021)
    #expect(circles[0].contains(Palette.colour(0)) && circles[1].contains(Palette.colour(1)))
    #expect(circles[2].contains(Palette.colour(0)))
  }

  @Test("Values that no axis has are refused")
  func refused() {
    func error(_ x: Double, _ y: Double, isLogarithmic: Bool = true) -> ChartError? {
      #expect(throws: ChartError.self) {
        try ScatterChart(
          title: "t", xLabel: "speed", yLabel: "AUROC", points: [.init(label: "a", x: x, y: y)],
          isLogarithmic: isLogarithmic)
      }
    }
    #expect(
      error(0, 1)?.description == "value 0 of 'speed' in the chart 't' is 0.0; expected a number "
        + "from 1e-100 to 1e100, for the axis is logarithmic")
    #expect(error(-1, 1) != nil && error(1, .nan) != nil && error(.infinity, 1) != nil)
    #expect(error(1e200, 1, isLogarithmic: false) != nil)
    #expect(throws: ChartError.empty(chart: "t")) {
      try ScatterChart(title: "t", xLabel: "", yLabel: "", points: [])
    }
  }

  @Test("A single point, and points at one place, are drawn")
  func single() throws {
    for count in 1...3 {
      let points = (0..<count).map { ScatterChart.Point(label: "\($0)", x: 5, y: 0.5) }
      let svg = try ScatterChart(title: "t", xLabel: "", yLabel: "", points: points).svg
      #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
  }
}
