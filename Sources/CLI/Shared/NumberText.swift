extension Double {
  /// The number with so many digits after the point, thousands set apart: `12,345.7`.
  func text(digits: Int) -> String {
    guard isFinite else { return isNaN ? "not a number" : self < 0 ? "-infinity" : "infinity" }
    var unit = 1
    for _ in 0..<digits { unit *= 10 }
    let scaled = (magnitude * Double(unit)).rounded()
    // Beyond this doubles have no digits after the point.
    guard scaled < 1e15 else { return "\(self)" }
    let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: unit)
    let sign = self < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + whole.grouped }
    let fraction = String(rest)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(whole.grouped).\(zeros)\(fraction)"
  }

  /// The number in short, whatever its size: `1,234`, `12.345`, `0.00123`, `1.2e-5`.
  var short: String {
    switch magnitude {
    case 1000...: return text(digits: 0)
    case 1...: return text(digits: 3)
    case 0.001...: return text(digits: 5)
    case 0: return "0"
    default:
      var (mantissa, exponent) = (self, 0)
      while mantissa.magnitude < 1 && exponent > -400 {
        mantissa *= 10
        exponent -= 1
      }
      return isNaN ? text(digits: 0) : "\(mantissa.text(digits: 1))e\(exponent)"
    }
  }

  /// A number of seconds as minutes and seconds, with hours if there are any: `1:02:03`.
  var duration: String {
    guard isFinite, self >= 0, self < 1e9 else { return "?" }
    let seconds = Int(rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0
      ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
  }
}

extension Int {
  /// The number with thousands set apart: `12,345`.
  var grouped: String {
    var digits = Array(String(magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (self < 0 ? "-" : "") + String(digits)
  }

  /// A number of bytes in the largest unit that leaves at least one: `512 B`, `1.5 MiB`.
  var byteText: String {
    var value = Double(self)
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if value.magnitude < 1024 { return "\(value.text(digits: unit == "B" ? 0 : 1)) \(unit)" }
      value /= 1024
    }
    return "\(value.text(digits: 1)) TiB"
  }

  /// The number and what it counts: `1 frame`, `2,000 frames`.
  func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}

extension String {
  /// The text, filled with spaces on the left to a width.
  func right(_ width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }

  /// The text, filled with spaces on the right to a width.
  func left(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
