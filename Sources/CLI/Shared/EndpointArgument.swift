internal import Messaging

/// Endpoints as arguments: what the library says of them, in the words of a command line.
enum EndpointArgument {
  /// Reads an endpoint; an address alone has the type `defaultKind` and connects.
  ///
  /// - Throws: `CommandFailure` if the text is no endpoint, or one that no other process can reach.
  static func parse(
    _ text: String, defaultKind: SocketKind
  ) throws(CommandFailure) -> Endpoint {
    let endpoint: Endpoint
    do { endpoint = try Endpoint(parsing: text, defaultKind: defaultKind) } catch {
      throw CommandFailure(.usage, error.description)
    }
    guard !endpoint.address.hasPrefix("inproc://") else {
      throw CommandFailure(
        .usage,
        "\(endpoint): inproc reaches nobody outside this process; expected tcp://HOST:PORT or "
          + "ipc:///PATH")
    }
    return endpoint
  }

  /// The failure of a socket that cannot be opened.
  ///
  /// - Parameters:
  ///   - error: What the library says.
  ///   - insecureOption: The option that allows a bind open to others, if the command has one.
  /// - Returns: What to throw.
  static func failure(_ error: any Error, insecureOption: String? = nil) -> CommandFailure {
    guard case SocketError.insecureBind(let address) = error else {
      return CommandFailure(.unavailable, "\(error)")
    }
    return CommandFailure(
      .unavailable,
      "\(address): refusing to bind where every host or local user could connect without "
        + "authentication; bind to 127.0.0.1 or an ipc:// path"
        + (insecureOption.map { ", or give \($0)" } ?? ""))
  }
}
