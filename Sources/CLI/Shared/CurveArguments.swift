internal import ArgumentParser
internal import Messaging

/// The keys with which a command connects to a socket that is secured with CURVE.
struct CurveArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file of this client's secret key, made by rose keygen.", valueName: "file"))
  var curveSecret: String?

  // A key may begin with "-", and is no option then.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The public key of the other side, or its file.", valueName: "key"))
  var serverKey: String?

  /// The security of the socket of an endpoint.
  ///
  /// - Parameter endpoint: Where the socket will meet its peers.
  /// - Returns: The keys; a socket that binds is the server, and lets in every client that knows
  ///   its public key.
  /// - Throws: `CommandFailure` if one key is missing, not needed or not one.
  func security(for endpoint: Endpoint) throws(CommandFailure) -> SocketSecurity {
    guard curveSecret != nil || serverKey != nil else { return .none }
    guard let curveSecret else {
      throw CommandFailure(
        .usage, "--server-key needs --curve-secret FILE too: rose keygen makes one")
    }
    do {
      let secret = try CurveKeyFile.readSecret(curveSecret)
      if endpoint.role == .bind {
        guard serverKey == nil else {
          throw CommandFailure(
            .usage, "\(endpoint): --server-key is for an endpoint that connects, and this one binds"
          )
        }
        return .server(secret, domain: nil)
      }
      guard let serverKey else {
        throw CommandFailure(
          .usage, "--curve-secret needs --server-key KEY too: the public key of the other side")
      }
      return .client(secret, server: try CurveKeyFile.publicKey(serverKey))
    } catch let error as CommandFailure {
      throw error
    } catch let error as CurveKeyError {
      throw CommandFailure(.usage, "\(error)")
    } catch {
      throw CommandFailure(.software, "\(error)")
    }
  }
}
