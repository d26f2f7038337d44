internal import Glibc

/// A mark on an axis, at a number with few digits: `digits`·10^`exponent`.
///
/// Whole numbers, so that label and place are exact.
struct Tick: Equatable {
  let digits: Int
  let exponent: Int

  /// The number.
  var value: Double {
    // A quotient of whole numbers is rounded once; a product with 0.1 would be twice.
    let power = pow(10, Double(exponent.magnitude))
    return exponent < 0 ? Double(digits) / power : Double(digits) * power
  }

  /// Returns the number as text with so many digits after the point: `0.05`, `−2`, `10,000`; what
  /// would be long as `2e6`, `1e-5`.
  func label(decimals: Int) -> String {
    guard digits != 0 else { return "0" }
    let sign = digits < 0 ? "−" : ""
    let size = value.magnitude
    guard size < 999_999.5, size >= 0.000_999, decimals <= 4 else { return sign + scientific }
    func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }
    let places = String(digits.magnitude) + zeros(exponent + decimals)
    let padded = zeros(decimals + 1 - places.count) + places
    let whole = Self.grouped(String(padded.dropLast(decimals)))
    return decimals == 0 ? sign + whole : "\(sign)\(whole).\(padded.suffix(decimals))"
  }

  private var scientific: String {
    var (mantissa, exponent) = (digits.magnitude, exponent)
    while mantissa % 10 == 0 {
      mantissa /= 10
      exponent += 1
    }
    let text = String(mantissa)
    let rest = text.dropFirst()
    return "\(text.prefix(1))\(rest.isEmpty ? "" : ".\(rest)")e\(exponent + rest.count)"
  }

  private static func grouped(_ digits: String) -> String {
    guard digits.count > 3 else { return digits }
    return grouped(String(digits.dropLast(3))) + "," + digits.suffix(3)
  }
}
