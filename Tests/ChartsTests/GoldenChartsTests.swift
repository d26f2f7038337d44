import Charts
import Foundation
import Testing

/// The charts of Fixtures/, each of which was looked at.
///
/// After a change that is meant: run this with ROSED_CHARTS=FOLDER, look at what it wrote there, and
/// copy it.
@Suite struct GoldenChartsTests {
  @Test("Each kind of chart is the one that was looked at, to the last character")
  func golden() throws {
    for (name, chart) in try SampleCharts.all() {
      if let folder = ProcessInfo.processInfo.environment["ROSED_CHARTS"] {
        try Data(chart.svg.utf8).write(to: URL(filePath: "\(folder)/\(name).svg"))
      }
      let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "svg")
      let expected = try url.map { try String(decoding: Data(contentsOf: $0), as: UTF8.self) }
      #expect(chart.svg == expected, "\(name)")
      #expect(chart.svg == chart.svg)
    }
  }

  @Test("Each is one picture with a title, of elements that are closed, white below")
  func accessible() throws {
    for (name, chart) in try SampleCharts.all() {
      let lines = chart.svg.split(separator: "\n").map(String.init)
      #expect(lines[0].hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\""))
      #expect(lines[0].contains("role=\"img\""), "\(name)")
      #expect(lines[1].hasPrefix("<title>") && lines[1].hasSuffix("</title>"))
      #expect(lines[2].contains("width=\"640\"") && lines[2].contains("fill=\"#ffffff\""))
      #expect(lines.last == "</svg>")
      for line in lines[1..<(lines.count - 1)] {
        let tag = line.dropFirst().prefix { $0.isLetter }
        #expect(line.first == "<", "\(line)")
        #expect(line.hasSuffix("/>") || line.hasSuffix("</\(tag)>"), "\(line)")
        #expect(line.count { $0 == "\"" } % 2 == 0 && !line.contains("nan"), "\(line)")
      }
    }
  }

  @Test("Names are escaped, and what XML does not have is replaced")
  func escaped() throws {
    let chart = try LineChart(
      title: "a < b & \"c\"\u{1}\u{0}", xLabel: "</svg>", yLabel: "\n",
      series: [.init(name: "<script>", points: [])])
    #expect(chart.svg.contains("<title>a &lt; b &amp; &quot;c&quot;\u{FFFD}\u{FFFD}</title>"))
    #expect(!chart.svg.contains("<script>"))
    #expect(chart.svg.components(separatedBy: "</svg>").count == 2)
  }
}
