/// What an attempt to receive one message came to.
public enum ReceiveOutcome: Equatable, Sendable {
  /// A whole message was received.
  case message

  /// No message came within the time.
  case nothing

  /// A message came and was discarded because it broke a limit: `tooManyParts` or
  /// `messageTooLarge`.
  case refused(InvalidFrameReason)
}
