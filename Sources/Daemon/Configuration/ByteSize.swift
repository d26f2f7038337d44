/// Numbers of bytes as configurations write them.
enum ByteSize {
  private static let units: [(name: String, bytes: Int)] = [
    ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
  ]

  /// Reads a whole number with a unit: `64MiB`, `4 KiB`, `1GiB`, `512B`.
  ///
  /// - Returns: Nothing for any other text, or a number of bytes beyond `Int`.
  static func parse(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let number = Int(digits), let scale = units.first(where: { $0.name == unit })?.bytes
    else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: scale)
    return overflow ? nil : bytes
  }

  /// A number of bytes with the largest unit that needs no fraction.
  static func text(_ bytes: Int) -> String {
    for unit in units where bytes != 0 && bytes.isMultiple(of: unit.bytes) {
      return "\(bytes / unit.bytes)\(unit.name)"
    }
    return "0B"
  }
}
