/// Times of events as people read them.
enum EventTime {
  /// A time in nanoseconds since 1970 as `2026-01-31T12:00:00.123Z`.
  ///
  /// - Parameter nanoseconds: The time; one before 1970 is shown as 1970's first moment.
  /// - Returns: The time in UTC, cut to milliseconds.
  static func text(nanoseconds: Int64) -> String {
    let milliseconds = Int(max(0, nanoseconds) / 1_000_000)
    let seconds = milliseconds / 1000
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
    let time = clock.map { padded($0, 2) }.joined(separator: ":")
    return "\(CalendarDay.text(unixSeconds: seconds))T\(time).\(padded(milliseconds % 1000, 3))Z"
  }
}
