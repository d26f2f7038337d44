/// The senders of a source that is split by sender, first come first served.
struct SenderRoster {
  /// The most senders one source can have.
  static let limit = 64

  private var senders: Set<String> = []

  /// Returns whether a sender has a place, giving it one while there are any.
  mutating func admit(_ sender: String) -> Bool {
    if senders.contains(sender) { return true }
    guard senders.count < Self.limit else { return false }
    senders.insert(sender)
    return true
  }
}
