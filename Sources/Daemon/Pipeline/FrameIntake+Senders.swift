// Senders that have fallen silent. Only the streams of a source that is split by sender are theirs.
extension FrameIntake {
  /// The senders that have a place.
  var senderCount: Int { roster.count }

  /// The streams of senders that sent no frame for longer than the source's `sender_timeout`.
  func silentStreams(at now: Int64) -> [StreamKey] {
    roster.silent(since: now - senderTimeout).map { StreamKey(source: source, sender: $0) }
  }

  /// Gives the place of a stream's sender free.
  mutating func forget(_ stream: StreamKey) {
    if let sender = stream.sender { roster.remove(sender) }
  }

  /// Forgets the numbers of senders that sent nothing for that long.
  mutating func forgetNumbers(at now: Int64) { gaps.forget(before: now - senderTimeout) }
}
