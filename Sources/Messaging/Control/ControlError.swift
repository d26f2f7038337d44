/// Why a conversation over the control socket failed.
public enum ControlError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The socket is not there, or not for this user.
  case socket(SocketError)

  /// The other side said nothing within the time.
  case timedOut(path: String)

  /// The other side ended the conversation.
  case closed(path: String)

  /// The other side sent a line beyond the limit.
  case lineTooLong(path: String, limit: Int)

  /// The daemon serves as many clients as it may.
  case busy(path: String)

  /// The other side sent a line that is not an answer.
  case unreadable(path: String)

  /// What failed, where, and what to look at.
  public var description: String {
    switch self {
    case .socket(let error): error.description
    case .timedOut(let path): "\(path): no answer in time; is rosed stopped or busy loading?"
    case .closed(let path): "\(path): the connection ended before the answer; did rosed stop?"
    case .lineTooLong(let path, let limit): "\(path): a line of more than \(limit) bytes"
    case .busy(let path): "\(path): rosed serves as many clients as it may; try again"
    case .unreadable(let path):
      "\(path): the answer is not one of rosed; is this its control socket, of this version?"
    }
  }
}
