import Testing

@testable import Charts

@Suite struct BoxPlotTests {
  @Test("Quartiles are numpy's, whiskers reach the last value within 1.5 ranges")
  func statistics() {
    // numpy.percentile([1, 2, 3, 4, 5, 6, 7, 30], [25, 50, 75]) = 2.75, 4.5, 6.25
    let box = BoxStatistics([30, 7, 1, 3, 2, 6, 5, 4])
    #expect([box.lowerQuartile, box.median, box.upperQuartile] == [2.75, 4.5, 6.25])
    #expect(box.lowerWhisker == 1 && box.upperWhisker == 7 && box.outliers == [30])
    // A value at 1.5 ranges exactly is inside: 0 and 1 around, reach 1.5.
    let edge = BoxStatistics([-1.5, 0, 0, 0.5, 1, 1, 2.5])
    #expect(edge.lowerQuartile == 0 && edge.upperQuartile == 1 && edge.outliers.isEmpty)
  }

  @Test("One value, and equal values, are a line")
  func constant() {
    for values in [[4.0], [4, 4, 4]] {
      let box = BoxStatistics(values)
      #expect([box.median, box.lowerQuartile, box.upperWhisker] == [4, 4, 4])
      #expect(box.outliers.isEmpty)
    }
    let spread = BoxStatistics([0, 0, 0, 0, 9])
    #expect(spread.outliers == [9] && spread.upperWhisker == 0)
  }

  @Test("Whiskers never end within the box")
  func whiskers() {
    // The upper quartile is 25, between 0 and 100, which is an outlier.
    let box = BoxStatistics([0, 0, 0, 100])
    #expect(box.upperQuartile == 25 && box.upperWhisker == 25 && box.outliers == [100])
  }

  @Test("A category without values has no box, one with values has one a series")
  func boxes() throws {
    let plot = try BoxPlot(
      title: "t", xLabel: "", yLabel: "", categories: ["10", "100"],
      series: [
        .init(name: "a", values: [[1, 2, 3], []]), .init(name: "b", values: [[2, 3], [3, 9]]),
      ])
    let boxes = plot.svg.split(separator: "\n").filter {
      $0.hasPrefix("<rect") && $0.contains("fill-opacity")
    }
    // Three boxes and two of the legend.
    #expect(boxes.count == 5)
  }

  @Test("Values that are no numbers, or of other categories, are refused")
  func refused() {
    func error(_ values: [[Double]]) -> ChartError? {
      #expect(throws: ChartError.self) {
        try BoxPlot(
          title: "t", xLabel: "", yLabel: "", categories: ["10", "100"],
          series: [.init(name: "s", values: values)])
      }
    }
    #expect(error([[1]]) == .unequal(chart: "t", series: "s", expected: 2, found: 1))
    #expect(error([[1], [2, .nan]])?.description.contains("value 2 of 's'") == true)
    #expect(error([[], []]) == .empty(chart: "t"))
  }
}
