internal import Glibc

/// How values are laid along an axis, and where its ticks are.
struct AxisScale: Equatable {
  /// The most ticks of an axis, nearly.
  private static let most = 6

  /// The value at the start and the one at the end.
  let range: ClosedRange<Double>

  /// Whether equal ratios have equal length; then the range is positive.
  let isLogarithmic: Bool

  /// Returns the share of the axis before a value: 0 at its start and 1 at its end.
  func share(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    return isLogarithmic
      ? log10(value / low) / log10(high / low) : (value - low) / (high - low)
  }

  /// The scale of a range that is to be shown from end to end; a range without width gets one.
  init(_ range: ClosedRange<Double>, isLogarithmic: Bool = false) {
    self.isLogarithmic = isLogarithmic
    let (low, high) = (range.lowerBound, range.upperBound)
    // Closer than a double has digits for ticks between.
    if isLogarithmic {
      self.range = high / low > 1 + 1e-9 ? range : low / 2...high * 2
    } else {
      let size = max(low.magnitude, high.magnitude)
      let pad = size > 0 ? size / 10 : 1
      self.range = high - low > 1e-9 * size ? range : low - pad...high + pad
    }
  }

  /// The scale that shows all of a range and ends at ticks.
  static func rounded(_ range: ClosedRange<Double>, isLogarithmic: Bool = false) -> AxisScale {
    let exact = AxisScale(range, isLogarithmic: isLogarithmic)
    let (low, high) = (exact.range.lowerBound, exact.range.upperBound)
    if isLogarithmic {
      return AxisScale(roundRatio(low, .down)...roundRatio(high, .up), isLogarithmic: true)
    }
    let (step, exponent) = exact.step
    let unit = Tick(digits: step, exponent: exponent).value
    let first = Int((low / unit + 1e-9).rounded(.down)) * step
    let last = Int((high / unit - 1e-9).rounded(.up)) * step
    let rounded = AxisScale(
      Tick(digits: first, exponent: exponent).value...Tick(digits: last, exponent: exponent).value)
    // What is wider may have wider steps, at which it has to end then.
    return rounded.step == (step, exponent) ? rounded : .rounded(rounded.range)
  }

  /// The ticks within the range, ascending.
  var ticks: [Tick] {
    let ofDecades = isLogarithmic ? logarithmicTicks : []
    // Between two powers of ten there may be none, and linear ones must do.
    guard ofDecades.count < 2 else { return ofDecades }
    let (step, exponent) = step
    let unit = Tick(digits: step, exponent: exponent).value
    let first = Int((range.lowerBound / unit - 1e-9).rounded(.up))
    let last = Int((range.upperBound / unit + 1e-9).rounded(.down))
    return (first...max(first, last)).map { Tick(digits: $0 * step, exponent: exponent) }
  }

  /// The labels of the ticks: with as many digits after the point on a linear axis, with as few as
  /// each needs on a logarithmic one.
  var labels: [String] {
    ticks.map { $0.label(decimals: max(0, -$0.exponent)) }
  }

  /// The multiples of powers of ten on a logarithmic axis that has ticks at every power alone.
  var minorTicks: [Tick] {
    let ticks = isLogarithmic ? ticks : []
    guard let first = ticks.first, let last = ticks.last, ticks.count > 1,
      ticks.allSatisfy({ $0.digits == 1 }), last.exponent - first.exponent == ticks.count - 1
    else { return [] }
    return (first.exponent - 1...last.exponent).flatMap { decade in
      (2...9).map { Tick(digits: $0, exponent: decade) }
    }.filter { range.contains($0.value) }
  }

  /// 1, 2 or 5 times a power of ten, at least the range over the most ticks.
  private var step: (digits: Int, exponent: Int) {
    let least = (range.upperBound - range.lowerBound) / Double(Self.most)
    let exponent = Int(log10(least).rounded(.down))
    let unit = pow(10, Double(exponent))
    for digits in [1, 2, 5] where Double(digits) * unit >= least * (1 - 1e-9) {
      return (digits, exponent)
    }
    return (1, exponent + 1)
  }

  private var logarithmicTicks: [Tick] {
    let (low, high) = (range.lowerBound * (1 - 1e-9), range.upperBound * (1 + 1e-9))
    let first = Int(log10(low).rounded(.up))
    let decades = first...max(first, Int(log10(high).rounded(.down)))
    let stride = (decades.count - 1) / Self.most + 1
    // Within two decades, those between are wanted too.
    let digits = high / low < 150 ? [1, 2, 5] : [1]
    return (decades.lowerBound - 1...decades.upperBound).flatMap { decade in
      digits.map { Tick(digits: $0, exponent: decade) }
    }.filter {
      (low...high).contains($0.value) && ($0.exponent - decades.lowerBound) % stride == 0
    }
  }

  /// The next of 1, 2 and 5 times a power of ten.
  private static func roundRatio(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    let exponent = Int(log10(value).rounded(.down))
    let steps = [(1, exponent), (2, exponent), (5, exponent), (1, exponent + 1)]
      .map { Tick(digits: $0.0, exponent: $0.1).value }
    return rule == .up
      ? steps.first { $0 >= value * (1 - 1e-9) } ?? value
      : steps.last { $0 <= value * (1 + 1e-9) } ?? value
  }
}
