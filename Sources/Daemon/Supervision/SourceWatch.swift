/// Notices sources that fall silent and come back.
///
/// A plain value.
struct SourceWatch {
  /// What changed.
  enum Change: Equatable {
    case lost(source: Int)
    case back(source: Int)
  }

  private var isSilent: [Bool]
  private let start: Int64

  /// The sources that are silent now.
  var silent: [Int] { isSilent.indices.filter { isSilent[$0] } }

  /// Creates the watch over so many sources, none silent yet.
  init(sources: Int, at now: Int64) {
    isSilent = [Bool](repeating: false, count: sources)
    start = now
  }

  /// Compares each source's last message with its timeout.
  ///
  /// - Parameters:
  ///   - lastArrivals: When each source's last message came; a source that never sent counts from
  ///     the start.
  ///   - timeouts: The silence, in nanoseconds, after which each source counts as lost.
  ///   - now: The time on the same clock.
  /// - Returns: The sources that changed since the last call.
  mutating func note(lastArrivals: [Int64?], timeouts: [Int64], at now: Int64) -> [Change] {
    var changes: [Change] = []
    for source in isSilent.indices {
      let silent = now - (lastArrivals[source] ?? start) > timeouts[source]
      guard silent != isSilent[source] else { continue }
      isSilent[source] = silent
      changes.append(silent ? .lost(source: source) : .back(source: source))
    }
    return changes
  }
}
