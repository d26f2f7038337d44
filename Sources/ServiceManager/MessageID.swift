/// The 128-bit number that finds all journal entries of one kind: `journalctl MESSAGE_ID=…`.
public struct MessageID: Equatable, Hashable, Sendable {
  /// The number as 32 hexadecimal digits.
  public let text: String

  /// The daemon is ready.
  public static let ready = MessageID(text: "54105dd3ba134ea3bea3a95cf1bbaf68")

  /// The daemon ends.
  public static let stopping = MessageID(text: "45c698daed504337b109063359f385d6")

  /// An alert began.
  public static let alertStarted = MessageID(text: "dffdc15a835e4f8d85ac33a285637c1c")

  /// An alert ended.
  public static let alertEnded = MessageID(text: "4aa5432986964dcc9fcd68404f2ba92f")

  /// A source no longer looks like its calibration.
  public static let driftStarted = MessageID(text: "a6beb439171544f88a9760090405d0d7")

  /// The drift of a source was cleared.
  public static let driftEnded = MessageID(text: "1ed7113ba35c42bfb04ded507ea70702")

  /// New factors and calibration are in use.
  public static let reloaded = MessageID(text: "19cd50bdb43a4d32836ffba529181ebf")

  /// New factors or calibration were rejected; the old ones stay in use.
  public static let reloadFailed = MessageID(text: "d88c4d64469a404980eead986d90cd44")

  /// A source sent nothing for longer than its timeout.
  public static let sourceLost = MessageID(text: "7920c1b0f85f4fc490e28655ed76711a")

  /// A lost source sends again.
  public static let sourceBack = MessageID(text: "08d4548efb684a2cb8f2c98512b37760")
}
