internal import Glibc

/// Where the HTTP server waits: on this machine only, for it knows no authentication.
enum HTTPEndpoint: Equatable, Sendable {
  /// A port of a loopback address.
  case loopback(host: String, port: Int)

  /// A socket in the file system.
  case unix(path: String)

  /// Reads `unix:/PATH`, `127.0.0.1:PORT` or `[::1]:PORT`.
  ///
  /// - Throws: What is wrong with the text, and what to write.
  init(parsing text: String) throws(SettingFault) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst("unix:".count))
      guard path.hasPrefix("/"), path.utf8.count <= Self.maximumPathLength else {
        throw SettingFault(
          expected: "an absolute path of at most \(Self.maximumPathLength) bytes after unix:, such "
            + "as \"unix:/run/rosed/http.sock\"")
      }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":"),
      let port = Self.port(text[text.index(after: colon)...])
    else {
      throw SettingFault(
        expected: "unix:/PATH, 127.0.0.1:PORT or [::1]:PORT with a port from 1 to 65535")
    }
    let host = String(text[..<colon])
    guard host == "[::1]" || Self.isLoopback(host) else {
      throw SettingFault(
        expected:
          "an address of this machine (127.0.0.1:\(port), [::1]:\(port) or unix:/PATH), for "
          + "there is no authentication; put a reverse proxy in front to serve others")
    }
    self = .loopback(host: host == "[::1]" ? "::1" : host, port: port)
  }

  /// The longest path a unix socket can have, in bytes.
  private static var maximumPathLength: Int { 107 }

  /// The address in the form of a ZeroMQ endpoint: two that are equal cannot both be bound.
  var address: String {
    switch self {
    case .loopback: "tcp://\(self)"
    case .unix(let path): "ipc://\(path)"
    }
  }

  private static func port(_ text: Substring) -> Int? {
    guard text.utf8.count <= 5, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
  }

  /// Whether a host is an IPv4 address of 127.0.0.0/8.
  private static func isLoopback(_ host: String) -> Bool {
    var address = in_addr()
    guard unsafe inet_pton(AF_INET, host, &address) == 1 else { return false }
    return UInt32(bigEndian: address.s_addr) >> 24 == 127
  }
}

extension HTTPEndpoint: CustomStringConvertible {
  /// As in the configuration.
  var description: String {
    switch self {
    case .loopback("::1", let port): "[::1]:\(port)"
    case .loopback(let host, let port): "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
