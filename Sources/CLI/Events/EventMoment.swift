internal import ArgumentParser
internal import FoundationEssentials
internal import Messaging

/// A time as users give it: a date, a date and time in UTC, or how long ago.
struct EventMoment: ExpressibleByArgument, Equatable {
  /// Nanoseconds since 1970.
  let nanoseconds: Int64

  /// Creates a moment from nanoseconds since 1970.
  init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Reads `2026-01-31`, `2026-01-31T12:00:00Z`, `30s`, `10min`, `2h` or `7d`.
  init?(argument: String) { self.init(argument, now: SystemTime.wall()) }

  /// Reads a moment, given what time it is.
  init?(_ text: String, now: Int64) {
    if let ago = Self.ago(text) {
      nanoseconds = max(0, now - ago)
      return
    }
    let style = Date.ISO8601FormatStyle()
    let date =
      (try? style.parse(text))
      ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
      ?? (text.count == 10 ? try? style.parse("\(text)T00:00:00Z") : nil)
    guard let seconds = date?.timeIntervalSince1970, seconds >= 0, seconds < 9e9 else { return nil }
    nanoseconds = Int64((seconds * 1e3).rounded()) * 1_000_000
  }

  private static func ago(_ text: String) -> Int64? {
    let units: [(String, Int64)] = [("min", 60), ("s", 1), ("h", 3_600), ("d", 86_400)]
    for (unit, seconds) in units where text.hasSuffix(unit) {
      guard let number = Int64(text.dropLast(unit.count)), number >= 0, number < 1_000_000 else {
        return nil
      }
      return number * seconds * 1_000_000_000
    }
    return nil
  }
}
