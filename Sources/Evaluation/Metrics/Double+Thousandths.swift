extension Double {
  /// A finite number with three decimals.
  var thousandths: String {
    let count = Int((magnitude * 1000).rounded())
    let digits = String(count % 1000)
    let sign = self < 0 && count > 0 ? "-" : ""
    return "\(sign)\(count / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
