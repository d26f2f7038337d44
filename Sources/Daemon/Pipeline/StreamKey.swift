/// Which frames belong together: those of a source, or of one sender of a source that is split.
///
/// Each stream has its own ring, its own order and its own alert state.
struct StreamKey: Hashable, Sendable {
  /// The index of the source in the configuration.
  let source: Int

  /// The sender's name where the source is split by sender; nothing for all senders together.
  let sender: String?
}
