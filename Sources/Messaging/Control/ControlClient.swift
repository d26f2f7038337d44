internal import Glibc

/// Asks a running daemon over its control socket.
public struct ControlClient: Sendable {
  /// The path of the control socket.
  public let path: String

  /// The limits of one conversation.
  public let limits: ControlLimits

  /// Creates a client; nothing is connected yet.
  public init(path: String = ControlSocketPath.current, limits: ControlLimits = ControlLimits()) {
    self.path = path
    self.limits = limits
  }

  /// Sends one request over a connection of its own and waits for the answer.
  ///
  /// - Parameters:
  ///   - request: What to ask.
  ///   - timeout: How long to wait for the answer; a reload takes as long as loading does.
  /// - Returns: The answer, which may be that the daemon refused.
  /// - Throws: `ControlError` if there was no conversation or no answer.
  public func send(
    _ request: ControlRequest, timeout: Duration = .seconds(10)
  ) throws(ControlError) -> ControlResponse {
    var connection = try connect()
    let line: [UInt8]
    do {
      // A busy daemon answers and closes without reading: then there is an answer to read.
      do {
        try connection.writeLine(EventCoding.encode(request), within: limits.requestTimeout)
      } catch .closed {}
      line = try connection.readLine(limit: limits.responseBytes, within: timeout)
    } catch {
      switch error {
      case .timedOut: throw .timedOut(path: path)
      case .closed, .stopped: throw .closed(path: path)
      case .tooLong: throw .lineTooLong(path: path, limit: limits.responseBytes)
      }
    }
    guard let response = EventCoding.decode(ControlResponse.self, from: line) else {
      throw .unreadable(path: path)
    }
    guard response.isBusy != true else { throw .busy(path: path) }
    return response
  }

  private func connect() throws(ControlError) -> LineConnection {
    guard let address = UnixAddress(path: path) else {
      throw .socket(.system(function: "connect", path: path, code: ENAMETOOLONG))
    }
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else {
      throw .socket(.system(function: "socket", path: path, code: errno))
    }
    let result = unsafe address.withSocketAddress { unsafe Glibc.connect(descriptor, $0, $1) }
    let code = errno
    let connection = LineConnection(owning: descriptor)
    guard result == 0 else {
      switch code {
      case ENOENT, ENOTDIR, ECONNREFUSED: throw .socket(.noSocket(path: path))
      case EACCES: throw .socket(.accessDenied(path: path))
      default: throw .socket(.system(function: "connect", path: path, code: code))
      }
    }
    return connection
  }
}
