/// The elements of an SVG document, one a line.
struct SVGText {
  /// Where a text has its place.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// The elements so far.
  private(set) var lines: [String] = []

  /// Adds an element; attributes of nil are left out.
  mutating func add(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, content: String? = nil
  ) {
    let text = attributes.compactMap { key, value in
      value.map { " \(key)=\"\(Self.escaped($0))\"" }
    }.joined()
    lines.append(
      content.map { "<\(name)\(text)>\(Self.escaped($0))</\(name)>" } ?? "<\(name)\(text)/>")
  }

  /// Adds a line.
  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, colour: String, width: Double = 1,
    dash: String? = nil
  ) {
    add(
      "line",
      [
        "x1": Self.number(x1), "y1": Self.number(y1), "x2": Self.number(x2), "y2": Self.number(y2),
        "stroke": colour, "stroke-width": Self.number(width), "stroke-dasharray": dash,
      ])
  }

  /// Adds a line through points.
  mutating func path(
    _ points: [(x: Double, y: Double)], colour: String, width: Double, dash: String? = nil
  ) {
    add(
      "path",
      [
        "d": Self.data(points), "fill": "none", "stroke": colour,
        "stroke-width": Self.number(width), "stroke-linejoin": "round", "stroke-dasharray": dash,
      ])
  }

  /// Adds a text whose baseline is at y.
  mutating func text(
    _ content: String, _ x: Double, _ y: Double, size: Double, anchor: Anchor = .start,
    isBold: Bool = false, isUpright: Bool = false
  ) {
    let place = "\(Self.number(x)) \(Self.number(y))"
    add(
      "text",
      [
        "x": Self.number(x), "y": Self.number(y), "font-size": Self.number(size),
        "text-anchor": anchor == .start ? nil : anchor.rawValue,
        "font-weight": isBold ? "bold" : nil,
        "transform": isUpright ? "rotate(-90 \(place))" : nil,
      ], content: content)
  }

  /// The commands of a path through points.
  static func data(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
    }.joined()
  }

  /// A coordinate to a hundredth, in few characters.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0
      ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The text with the characters escaped that mean something in XML, and those replaced that XML
  /// has not.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
