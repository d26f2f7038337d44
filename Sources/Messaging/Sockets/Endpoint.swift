/// Where and how a socket meets its peers: type, role and address, as `sub+connect:tcp://cam:5555`.
public struct Endpoint: Equatable, Sendable, CustomStringConvertible {
  /// Which side waits and which side comes.
  public enum Role: String, CaseIterable, Sendable {
    /// Waits at the address.
    case bind

    /// Goes to the address, again and again until someone is there.
    case connect
  }

  /// The messaging pattern.
  public let kind: SocketKind

  /// Whether the socket waits at the address or goes there.
  public let role: Role

  /// The address in ZeroMQ's form: `tcp://HOST:PORT`, `ipc:///PATH` or `inproc://NAME`.
  public let address: String

  /// Creates an endpoint from its parts; the address is checked.
  public init(kind: SocketKind, role: Role, address: String) throws(EndpointError) {
    self.kind = kind
    self.role = role
    self.address = address
    if let fault = Self.fault(in: address, role: role) {
      throw EndpointError(text: "\(kind.rawValue)+\(role.rawValue):\(address)", fault: fault)
    }
  }

  /// Parses `TYPE+ROLE:ADDRESS`.
  ///
  /// - Parameters:
  ///   - text: The endpoint as users write it.
  ///   - defaultKind: The type where `text` is an address alone; without it that is an error.
  ///   - defaultRole: The role where `text` is an address alone.
  /// - Throws: `EndpointError` naming what is wrong with the text.
  public init(
    parsing text: String, defaultKind: SocketKind? = nil, defaultRole: Role = .connect
  ) throws(EndpointError) {
    if let defaultKind, text.hasAddressScheme {
      try self.init(kind: defaultKind, role: defaultRole, address: text)
      return
    }
    guard let colon = text.firstIndex(of: ":") else {
      throw EndpointError(text: text, fault: .noAddress)
    }
    let words = text[..<colon].split(separator: "+", omittingEmptySubsequences: false)
    guard words.count == 2 else { throw EndpointError(text: text, fault: .noTypeAndRole) }
    guard let kind = SocketKind(rawValue: String(words[0])) else {
      throw EndpointError(text: text, fault: .unknownType(String(words[0])))
    }
    guard let role = Role(rawValue: String(words[1])) else {
      throw EndpointError(text: text, fault: .unknownRole(String(words[1])))
    }
    try self.init(kind: kind, role: role, address: String(text[text.index(after: colon)...]))
  }

  /// The endpoint as users write it.
  public var description: String { "\(kind.rawValue)+\(role.rawValue):\(address)" }

  /// The path of the socket file, for `ipc` addresses in the file system.
  public var socketPath: String? {
    guard address.hasPrefix("ipc://"), !isAbstract else { return nil }
    return String(address.dropFirst("ipc://".count))
  }

  /// True where other hosts, or local users without permission on a file, could connect.
  public var isOpenToOthers: Bool {
    guard role == .bind else { return false }
    if isAbstract { return true }
    return address.hasPrefix("tcp://") && !isLoopback
  }

  /// True for names in Linux's abstract socket namespace, which have no owner and no mode.
  var isAbstract: Bool { address.hasPrefix("ipc://@") }

  /// True where the address needs IPv6 switched on.
  var isIPv6: Bool { address.hasPrefix("tcp://[") }

  private var isLoopback: Bool {
    let hostAndPort = address.dropFirst("tcp://".count)
    guard let colon = hostAndPort.lastIndex(of: ":") else { return false }
    let host = hostAndPort[..<colon]
    if host == "localhost" || host == "lo" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  private static func fault(in address: String, role: Role) -> EndpointError.Fault? {
    guard !address.utf8.contains(0) else { return .badAddress }
    if address.hasPrefix("tcp://") {
      // Only who waits can wait everywhere.
      guard role == .bind || !address.hasPrefix("tcp://*") else { return .badAddress }
      guard let colon = address.lastIndex(of: ":"),
        colon > address.index(address.startIndex, offsetBy: "tcp://".count)
      else { return .badAddress }
      let port = address[address.index(after: colon)...]
      return port == "*" || UInt16(port) != nil ? nil : .badPort(String(port))
    }
    if address.hasPrefix("ipc://") {
      let path = address.dropFirst("ipc://".count)
      guard !path.isEmpty, path != "*", path != "@" else { return .badAddress }
      let length = path.utf8.count
      let limit = UnixAddress.maximumPathLength
      return length > limit ? .pathTooLong(length: length, limit: limit) : nil
    }
    if address.hasPrefix("inproc://") {
      return address.count > "inproc://".count ? nil : .badAddress
    }
    return .unknownTransport
  }
}

extension String {
  fileprivate var hasAddressScheme: Bool {
    hasPrefix("tcp://") || hasPrefix("ipc://") || hasPrefix("inproc://")
  }
}
