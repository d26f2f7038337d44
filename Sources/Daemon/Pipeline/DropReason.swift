/// Why a frame was dropped although it was valid: a label of counters and the text after `ERR`.
enum DropReason: String, CaseIterable, Sendable {
  /// A newer frame of the same stream took its place while the workers were busy.
  case queueFull = "queue_full"

  /// The source is paused.
  case paused

  /// The source is split by sender and has its 64 senders already.
  case tooManySenders = "too_many_senders"

  /// The daemon stopped before the frame's turn came.
  case stopping
}
