/// The senders of a source that is split by sender, first come first served; who is silent for long
/// enough can be made to give its place up.
struct SenderRoster {
  /// The most senders one source can have.
  static let limit = 64

  private var lastFrames: [String: Int64] = [:]

  /// The senders that have a place.
  var count: Int { lastFrames.count }

  /// Returns whether a sender that sends a frame now has a place, giving it one while there are any.
  mutating func admit(_ sender: String, at now: Int64) -> Bool {
    guard lastFrames[sender] != nil || lastFrames.count < Self.limit else { return false }
    lastFrames[sender] = now
    return true
  }

  /// The senders whose last frame came before a time.
  func silent(since time: Int64) -> [String] {
    lastFrames.filter { $0.value < time }.keys.sorted()
  }

  /// Gives a sender's place free.
  mutating func remove(_ sender: String) { lastFrames[sender] = nil }
}
