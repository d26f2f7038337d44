internal import Glibc

/// Days as records write them.
enum CalendarDay {
  /// The day it is now, UTC, as `2026-01-31`.
  static var today: String { text(unixSeconds: time(nil)) }

  /// The day of a time in seconds since 1970, which is not before that.
  static func text(unixSeconds: Int) -> String {
    var year = 1970
    var day = unixSeconds / 86_400
    while day >= daysOfMonths(year).reduce(0, +) {
      day -= daysOfMonths(year).reduce(0, +)
      year += 1
    }
    var month = 0
    while day >= daysOfMonths(year)[month] {
      day -= daysOfMonths(year)[month]
      month += 1
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month + 1))-\(two(day + 1))"
  }

  private static func daysOfMonths(_ year: Int) -> [Int] {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }
}
