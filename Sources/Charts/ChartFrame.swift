/// What all charts have around their data: title, legend, axes and their labels.
struct ChartFrame {
  private static let width = 640.0
  private static let smallestHeight = 420.0
  /// Lines of a legend that fit into the smallest height; each beyond them adds to it.
  private static let legendLines = 3
  private static let titleSize = 15.0
  private static let labelSize = 12.0
  private static let tickSize = 11.0

  private let title: String
  private let x: Axis
  private let y: Axis
  private let legend: Legend
  private let height: Double

  /// The edges of the area of the data, in pixels from the upper left corner.
  let left, right, top, bottom: Double

  init(title: String, x: Axis, y: Axis, legend entries: [Legend.Entry]) {
    self.title = title
    self.x = x
    self.y = y
    let widest = y.marks.map { TextWidth.of($0.label, size: Self.tickSize) }.max() ?? 0
    let lastLabel = x.marks.last.map { TextWidth.of($0.label, size: Self.tickSize) } ?? 0
    left = (y.label.isEmpty ? 14 : 36) + widest + 8
    right = Self.width - max(18, x.hasGrid ? lastLabel / 2 + 6 : 0)
    legend = Legend(entries, width: right - left)
    height =
      Self.smallestHeight
      + Double(max(0, legend.lineCount - Self.legendLines)) * Legend.lineHeight
    top = (title.isEmpty ? 12 : 40) + Double(legend.lineCount) * Legend.lineHeight + 4
    bottom = height - (x.label.isEmpty ? 30 : 52)
  }

  /// Returns the place of a value on the horizontal axis.
  func x(_ value: Double) -> Double { left + x.scale.share(value) * (right - left) }

  /// Returns the place of a value on the vertical axis.
  func y(_ value: Double) -> Double { bottom - y.scale.share(value) * (bottom - top) }

  /// Returns the document of a chart, of which `draw` draws the data, over grid and axes.
  func document(_ draw: (inout SVGText) -> Void) -> String {
    var svg = SVGText()
    svg.add("title", [:], content: title)
    svg.add(
      "rect",
      [
        "width": SVGText.number(Self.width), "height": SVGText.number(height),
        "fill": Palette.background,
      ])
    drawGrid(in: &svg)
    drawAxes(in: &svg)
    drawText(in: &svg)
    draw(&svg)
    let size = "width=\"\(SVGText.number(Self.width))\" height=\"\(SVGText.number(height))\""
    let box = "viewBox=\"0 0 \(SVGText.number(Self.width)) \(SVGText.number(height))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) \(box) role="img" \
      font-family="\(TextWidth.family)" fill="\(Palette.text)">
      \(svg.lines.joined(separator: "\n"))
      </svg>

      """
  }

  private func drawGrid(in svg: inout SVGText) {
    for mark in x.marks where x.hasGrid {
      let place = left + mark.share * (right - left)
      svg.line(place, top, place, bottom, colour: Palette.grid)
    }
    for mark in y.marks where y.hasGrid {
      let place = bottom - mark.share * (bottom - top)
      svg.line(left, place, right, place, colour: Palette.grid)
    }
  }

  private func drawAxes(in svg: inout SVGText) {
    svg.line(left, bottom, right, bottom, colour: Palette.axis)
    svg.line(left, top, left, bottom, colour: Palette.axis)
    let room = x.hasGrid ? .infinity : (right - left) / Double(max(1, x.marks.count)) - 6
    for mark in x.marks {
      let place = left + mark.share * (right - left)
      if x.hasGrid { svg.line(place, bottom, place, bottom + 4, colour: Palette.axis) }
      svg.text(
        TextWidth.fitted(mark.label, size: Self.tickSize, width: room), place, bottom + 17,
        size: Self.tickSize, anchor: .middle)
    }
    for share in x.minorMarks {
      let place = left + share * (right - left)
      svg.line(place, bottom, place, bottom + 2.5, colour: Palette.axis)
    }
    for mark in y.marks {
      let place = bottom - mark.share * (bottom - top)
      svg.line(left - 4, place, left, place, colour: Palette.axis)
      svg.text(mark.label, left - 7, place + 4, size: Self.tickSize, anchor: .end)
    }
  }

  private func drawText(in svg: inout SVGText) {
    if !title.isEmpty {
      // Bold is a tenth wider, nearly.
      let room = (Self.width - 28) / 1.12
      svg.text(
        TextWidth.fitted(title, size: Self.titleSize, width: room), 14, 26, size: Self.titleSize,
        isBold: true)
    }
    legend.draw(left, title.isEmpty ? 8 : 36, in: &svg)
    if !x.label.isEmpty {
      svg.text(
        TextWidth.fitted(x.label, size: Self.labelSize, width: right - left), (left + right) / 2,
        height - 14, size: Self.labelSize, anchor: .middle)
    }
    if !y.label.isEmpty {
      svg.text(
        TextWidth.fitted(y.label, size: Self.labelSize, width: bottom - top), 20,
        (top + bottom) / 2, size: Self.labelSize, anchor: .middle, isUpright: true)
    }
  }
}
