import Core
import Testing

@testable import Charts

@Suite struct HistogramChartTests {
  @Test("Counts are those of a loop over values and bins", arguments: [false, true])
  func counts(isLogarithmic: Bool) {
    let bins = HistogramBins(0.5...8, count: 7, isLogarithmic: isLogarithmic)
    var generator = SeededGenerator(seed: 3)
    // Some on the edges, which belong to the bin above.
    let values =
      (0..<500).map { _ in 0.5 + 7.5 * generator.nextUniform() * 0.999 } + bins.edges.dropLast()
    let expected = (0..<7).map { bin in
      Double(values.count { $0 >= bins.edges[bin] && $0 < bins.edges[bin + 1] })
    }
    #expect(bins.counts(values) == expected)
    #expect(bins.counts(values).reduce(0, +) == 507)
  }

  @Test("What lies beyond the bins is in the outermost, NaN in none")
  func outside() {
    let bins = HistogramBins(0...3, count: 3)
    #expect(bins.counts([-9, -.infinity, 3, 4, .infinity, .nan]) == [2, 0, 3])
    #expect(bins.counts([.nan]) == [0, 0, 0] && bins.shares([]) == [0, 0, 0])
  }

  @Test("Shares sum to 1, and densities have an area of 1")
  func heights() {
    let bins = HistogramBins(1...64, count: 3, isLogarithmic: true)
    let values = [1.0, 2, 3, 5, 20, 30, 60]
    #expect(abs(bins.shares(values).reduce(0, +) - 1) < 1e-15)
    let widths = zip(bins.edges, bins.edges.dropFirst()).map { $1 - $0 }
    let area = zip(bins.densities(values), widths).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(area - 1) < 1e-15)
  }

  @Test("Bars have the heights of their values: twice the count is twice as high")
  func bars() throws {
    let chart = try HistogramChart(
      title: "", xLabel: "", yLabel: "", bins: HistogramBins(0...2, count: 2),
      series: [.init(name: "", heights: [2, 4])])
    let path = try #require(
      chart.svg.split(separator: "\n").first { $0.hasPrefix("<path") })
    let numbers = path.split(separator: "\"")[1]
      .split { "MLmt ".contains($0) }.compactMap { Double($0) }
    // From the axis up to 2, across, up to 4, across, and down again.
    let heights = stride(from: 1, to: numbers.count, by: 2).map { numbers[1] - numbers[$0] }
    #expect(heights.count == 6 && heights[0] == 0 && heights[5] == 0)
    #expect(abs(heights[3] - 2 * heights[1]) < 0.03 && heights[1] > 100)
    #expect(abs((numbers[4] - numbers[0]) * 2 - (numbers[10] - numbers[0])) < 0.03)
  }

  @Test("Heights that are too few, negative or no numbers are refused, and so is nothing")
  func refused() {
    let bins = HistogramBins(0...2, count: 2)
    func error(_ heights: [Double]...) -> ChartError? {
      #expect(throws: ChartError.self) {
        try HistogramChart(
          title: "t", xLabel: "", yLabel: "", bins: bins,
          series: heights.map { .init(name: "s", heights: $0) })
      }
    }
    #expect(error() == .empty(chart: "t"))
    #expect(error([1]) == .unequal(chart: "t", series: "s", expected: 2, found: 1))
    #expect(
      error([1, 2], [1, -1])?.description
        == "value 1 of 's' in the chart 't' is -1.0; expected a height from 0 to 1e100")
    #expect(error([.nan, 2]) != nil && error([.infinity, 2]) != nil)
  }

  @Test("Bins without anything in them are drawn as such")
  func empty() throws {
    let chart = try HistogramChart(
      title: "t", xLabel: "", yLabel: "", bins: HistogramBins(0...2, count: 2),
      series: [.init(name: "s", heights: [0, 0])])
    #expect(chart.svg.contains(">1.0<"))
  }
}
