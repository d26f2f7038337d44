/// What the library asks about one client that wants to connect (ZeroMQ's RFC 27, ZAP 1.0).
struct AuthenticationRequest: Equatable {
  /// What the answer must repeat.
  let id: [UInt8]

  /// The domain of the socket.
  let domain: String

  /// The client's address.
  let address: String

  /// The client's key; nothing if it has none to show.
  let key: CurvePublicKey?

  /// Reads a request; nothing if the message is none.
  init?(_ message: Message) {
    let parts = message.parts
    guard parts.count >= 6, parts[0] == Array("1.0".utf8) else { return nil }
    id = parts[1]
    domain = PlainASCII.text(of: parts[2])
    address = PlainASCII.text(of: parts[3])
    key =
      parts[5] == Array("CURVE".utf8) && parts.count == 7 ? CurvePublicKey(bytes: parts[6]) : nil
  }

  /// The answer to a request.
  ///
  /// - Parameters:
  ///   - request: The request; nothing for a message that was none.
  ///   - client: The name of the client, if it may connect.
  /// - Returns: The parts of the answer.
  static func answer(to request: AuthenticationRequest?, client: String?) -> [[UInt8]] {
    // 300, not 400: a client that is refused for good never tries again, not even when its key has
    // been allowed meanwhile.
    let (status, text) = client == nil ? ("300", "not allowed") : ("200", "OK")
    return [
      Array("1.0".utf8), request?.id ?? [], Array(status.utf8), Array(text.utf8),
      Array((client ?? "").utf8), [],
    ]
  }
}

/// Text from outside that may go into a log.
private enum PlainASCII {
  static func text(of bytes: [UInt8]) -> String {
    String(
      decoding: bytes.prefix(128).map { (0x20..<0x7F).contains($0) ? $0 : 0x3F }, as: UTF8.self)
  }
}
