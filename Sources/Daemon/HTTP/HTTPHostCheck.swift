/// Whether a request means this machine: a web page elsewhere can give a name of its own the address
/// 127.0.0.1 and have a browser read from here, but then the request's `Host` is that name.
enum HTTPHostCheck {
  /// Whether a `Host` header names this machine, with or without a port.
  static func isLocal(_ host: String) -> Bool {
    var name = host.lowercased()[...]
    if let colon = name.lastIndex(of: ":"), name[name.index(after: colon)...].allSatisfy(\.isNumber)
    {
      name = name[..<colon]
    }
    if name == "localhost" || name == "[::1]" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
