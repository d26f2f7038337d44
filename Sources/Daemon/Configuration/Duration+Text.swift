extension Duration {
  /// The units a configuration may use, largest first, in nanoseconds.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
    ("us", 1_000),
  ]

  /// Reads a whole or decimal number with a unit: `5ms`, `10s`, `1.5s`, `2min`, `1h`.
  ///
  /// - Returns: Nothing for any other text, a negative number or more than a million hours.
  init?(parsing text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let number = Double(digits), number.isFinite,
      let scale = Self.units.first(where: { $0.name == unit })?.nanoseconds
    else { return nil }
    let nanoseconds = number * Double(scale)
    guard nanoseconds <= 3.6e18 else { return nil }
    self = .nanoseconds(Int64(nanoseconds.rounded()))
  }

  /// The duration with the largest unit that needs no fraction.
  var shortText: String {
    let nanoseconds = nanosecondCount
    guard nanoseconds != 0 else { return "0s" }
    for unit in Self.units where nanoseconds.isMultiple(of: unit.nanoseconds) {
      return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
    }
    return "\(nanoseconds)ns"
  }

  /// The duration in nanoseconds; beyond 292 years the largest number.
  var nanosecondCount: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, overflowed) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflowed ? .max : sum
  }
}
