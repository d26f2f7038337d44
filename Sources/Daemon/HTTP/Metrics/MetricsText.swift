/// Writes metrics in the Prometheus text format, version 0.0.4.
///
/// A family is begun once and followed by its samples; a family that has none is written as its two
/// comment lines, which readers accept.
struct MetricsText {
  /// What a family is.
  enum Kind: String { case counter, gauge, histogram }

  /// A label of a sample.
  typealias Label = (name: String, value: String)

  /// The content type to serve the text as.
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// What was written so far.
  private(set) var text = ""

  private var family = ""

  /// Begins a family.
  mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    family = name
    let escaped = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    text += "# HELP \(name) \(escaped)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// Writes a sample of the family.
  mutating func add(_ value: Double, _ labels: Label...) {
    write(family, labels, Self.number(value))
  }

  /// Writes a sample of the family that is a count: no digit of it is lost.
  mutating func add(count value: Int64, _ labels: Label...) { write(family, labels, "\(value)") }

  /// Writes the samples of one histogram of the family.
  mutating func add(_ histogram: Histogram, _ labels: Label...) {
    let cumulative = histogram.cumulative
    for (bound, count) in zip(histogram.bounds + [.infinity], cumulative) {
      write(family + "_bucket", labels + [("le", Self.number(bound))], "\(count)")
    }
    write(family + "_sum", labels, Self.number(histogram.sum))
    write(family + "_count", labels, "\(cumulative.last ?? 0)")
  }

  /// Writes a family of one sample.
  mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    begin(name, kind, help)
    add(value)
  }

  private mutating func write(_ name: String, _ labels: [Label], _ value: String) {
    text += name
    if !labels.isEmpty {
      text += "{"
      text += labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
      text += "}"
    }
    text += " \(value)\n"
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// Numbers that are whole are written as such; the three that are not numbers by their names.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if let whole = Int64(exactly: value), abs(whole) < 1 << 53 { return "\(whole)" }
    return "\(value)"
  }
}
