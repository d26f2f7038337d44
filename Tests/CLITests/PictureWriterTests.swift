import Charts
import CoreTesting
import Storage
import Testing

@testable import CLI

@Suite struct PictureWriterTests {
  private let folder = TemporaryFolder()
  private let captured = CapturedConsole()

  private var chart: LineChart {
    get throws {
      try LineChart(
        title: "ROC", series: [.init(name: "a", points: [.init(x: 0, y: 0), .init(x: 0.2, y: 1)])])
    }
  }

  private static var hasConverter: Bool {
    (try? ExternalProgram.run("rsvg-convert", ["--version"])) == .exited(0)
  }

  @Test("A chart becomes an SVG, and a PNG of twice its size", .enabled(if: hasConverter))
  func writes() throws {
    var writer = PictureWriter(folder: folder.path, console: captured.console)
    try writer.write(chart, name: "roc curve")
    #expect(try folder.names() == ["roc curve.png", "roc curve.svg"])
    #expect(try String(decoding: folder.read("roc curve.svg"), as: UTF8.self) == chart.svg)
    let png = try folder.read("roc curve.png")
    #expect(Array(png[1..<4]) == Array("PNG".utf8))
    // IHDR: width and height, big-endian.
    #expect(Array(png[16..<24]) == [0, 0, 5, 0, 0, 0, 3, 72])
    #expect(captured.messages.isEmpty)
  }

  @Test("Without the converter pictures are SVG, and what to install is said once")
  func missing() throws {
    try folder.write([1], to: "a.png")
    var writer = PictureWriter(folder: folder.path, console: captured.console)
    writer.converter = "rosed-no-such-program"
    try writer.write(chart, name: "a")
    try writer.write(chart, name: "b")
    // The old PNG showed another chart.
    #expect(try folder.names() == ["a.svg", "b.svg"])
    #expect(
      captured.messages == "rosed-no-such-program is not installed: pictures are SVG only; for PNG "
        + "as well, sudo apt-get install librsvg2-bin\n")
  }

  @Test("Where the converter fails that is said of each picture, and nothing of it is left")
  func fails() throws {
    var writer = PictureWriter(folder: folder.path, console: captured.console)
    writer.converter = "false"
    try writer.write(chart, name: "a")
    try writer.write(chart, name: "b")
    #expect(try folder.names() == ["a.svg", "b.svg"])
    #expect(captured.messages.split(separator: "\n").count == 2)
    #expect(captured.messages.contains("\(folder.path)/a.png, exit status 1"))
  }

  @Test("A converter that says it went well, and made nothing, is not believed")
  func makesNothing() throws {
    var writer = PictureWriter(folder: folder.path, console: captured.console)
    writer.converter = "true"
    try writer.write(chart, name: "a")
    #expect(try folder.names() == ["a.svg"])
    #expect(captured.messages.contains("made no"))
  }

  @Test("A folder that is not there is an error")
  func noFolder() throws {
    var writer = PictureWriter(folder: folder.path(of: "none"), console: captured.console)
    #expect(throws: FileError.self) { try writer.write(chart, name: "a") }
  }
}
