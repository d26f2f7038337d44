/// The names of series beside their colours, in lines above the chart, where no data lie.
struct Legend {
  /// How a series is drawn.
  enum Symbol {
    case area(dash: String?)
    case line(dash: String?)
    case point
  }

  /// A name in the legend.
  struct Entry {
    let name: String
    let colour: String
    let symbol: Symbol
  }

  /// The height of a line.
  static let lineHeight = 18.0

  private static let size = 12.0
  private static let symbolWidth = 22.0
  private static let gap = 16.0

  private let lines: [[Entry]]
  private let width: Double

  /// Lays the entries out; those without a name are left out.
  init(_ entries: [Entry], width: Double) {
    self.width = width
    var lines: [[Entry]] = []
    var taken = Double.infinity
    for entry in entries where !entry.name.isEmpty {
      let needed = Self.width(of: entry, atMost: width)
      if taken + Self.gap + needed > width {
        lines.append([])
        taken = -Self.gap
      }
      lines[lines.count - 1].append(entry)
      taken += Self.gap + needed
    }
    self.lines = lines
  }

  /// The number of lines.
  var lineCount: Int { lines.count }

  /// Draws the legend with its upper left corner at a point.
  func draw(_ x: Double, _ y: Double, in svg: inout SVGText) {
    for (number, line) in lines.enumerated() {
      var start = x
      let middle = y + (Double(number) + 0.5) * Self.lineHeight
      for entry in line {
        Self.draw(entry, start, middle, in: &svg)
        svg.text(
          TextWidth.fitted(entry.name, size: Self.size, width: width - Self.symbolWidth),
          start + Self.symbolWidth, middle + 4, size: Self.size)
        start += Self.width(of: entry, atMost: width) + Self.gap
      }
    }
  }

  private static func width(of entry: Entry, atMost limit: Double) -> Double {
    min(limit, symbolWidth + TextWidth.of(entry.name, size: size))
  }

  private static func draw(
    _ entry: Entry, _ x: Double, _ y: Double, in svg: inout SVGText
  ) {
    switch entry.symbol {
    case .area(let dash):
      svg.add(
        "rect",
        [
          "x": SVGText.number(x), "y": SVGText.number(y - 5), "width": "16", "height": "10",
          "fill": entry.colour, "fill-opacity": "0.35", "stroke": entry.colour,
          "stroke-width": "1.5", "stroke-dasharray": dash,
        ])
    case .line(let dash):
      svg.line(x, y, x + 16, y, colour: entry.colour, width: 2, dash: dash)
    case .point:
      svg.add(
        "circle",
        [
          "cx": SVGText.number(x + 8), "cy": SVGText.number(y), "r": "4.5", "fill": entry.colour,
        ])
    }
  }
}
