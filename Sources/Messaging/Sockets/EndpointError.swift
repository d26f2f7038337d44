/// Why a text is not an endpoint.
public struct EndpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong with the text.
  public enum Fault: Equatable, Sendable {
    /// No colon separates type and role from an address.
    case noAddress

    /// The part before the first colon is not `TYPE+ROLE`.
    case noTypeAndRole

    /// The type is not one of those known.
    case unknownType(String)

    /// The role is neither `bind` nor `connect`.
    case unknownRole(String)

    /// The address is none of `tcp://`, `ipc://` and `inproc://`.
    case unknownTransport

    /// The address lacks its host, path or name.
    case badAddress

    /// The port is not a number from 0 to 65,535.
    case badPort(String)

    /// The path is longer than a unix socket's may be.
    case pathTooLong(length: Int, limit: Int)
  }

  /// The text that was to be an endpoint.
  public let text: String

  /// What is wrong with it.
  public let fault: Fault

  /// What was expected, what was found, and an example.
  public var description: String {
    let start = "\"\(text)\" is not an endpoint: "
    switch fault {
    case .noAddress, .noTypeAndRole:
      return start + "expected TYPE+ROLE:ADDRESS, such as sub+connect:tcp://camera:5555"
    case .unknownType(let word):
      let known = SocketKind.allCases.map(\.rawValue).joined(separator: ", ")
      return start + "type \"\(word)\" is not one of \(known)"
    case .unknownRole(let word):
      return start + "role \"\(word)\" is neither bind nor connect"
    case .unknownTransport:
      return start + "the address must begin with tcp://, ipc:// or inproc://"
    case .badAddress:
      return start + "the address lacks its host and port, path or name; "
        + "expected tcp://HOST:PORT or ipc:///PATH"
    case .badPort(let port):
      return start + "port \"\(port)\" is not a number from 0 to 65535"
    case .pathTooLong(let length, let limit):
      return start + "its path has \(length) bytes and a socket's may have \(limit)"
    }
  }
}
