internal import Messaging

/// The keys that the configuration names, read from their files.
struct SecurityKeys: Sendable {
  /// The domains of the sockets of events and replays; no source has names like them.
  static let alertsDomain = "[alerts]"
  static let replayDomain = "[replay]"

  /// The daemon's own public key, if it has one.
  let publicKey: CurvePublicKey?

  /// The security of each source's socket, in the order of the configuration.
  let sources: [SocketSecurity]

  /// The security of the socket of events.
  let alerts: SocketSecurity

  /// The security of the socket of replays.
  let replay: SocketSecurity

  /// Who may connect to the sockets that wait and are secured; nothing if there are none.
  let allowed: CurveAllowList?

  /// Reads the keys.
  ///
  /// - Throws: `SecurityFault` for the first file or text that is no such key.
  init(_ configuration: Configuration) throws(SecurityFault) {
    let curve = configuration.curve
    var secret: CurveSecretKey?
    if let path = curve.secret {
      do { secret = try CurveKeyFile.readSecret(path, isCredential: curve.isCredential) } catch {
        throw SecurityFault(place: "[curve]", error: error)
      }
    }
    publicKey = secret?.publicKey
    var sources: [SocketSecurity] = []
    for source in configuration.sources {
      sources.append(
        try Self.security(
          source.peers, domain: source.name, place: "source \"\(source.name)\"", secret: secret))
    }
    self.sources = sources
    alerts = try Self.security(
      configuration.alerts.peers, domain: Self.alertsDomain, place: "[alerts]", secret: secret)
    replay =
      if let peers = configuration.replay.peers {
        try Self.security(peers, domain: Self.replayDomain, place: "[replay]", secret: secret)
      } else { .none }
    let hasServer = (sources + [alerts, replay]).contains { $0.isServer }
    allowed = hasServer ? try Self.allowList(configuration) : nil
  }

  /// Reads the folder of clients that may connect.
  static func allowList(_ configuration: Configuration) throws(SecurityFault) -> CurveAllowList {
    do { return try CurveAllowList(folder: configuration.curve.allow) } catch {
      throw SecurityFault(place: "[curve]", error: error)
    }
  }

  private static func security(
    _ peers: PeerConfiguration, domain: String, place: String, secret: CurveSecretKey?
  ) throws(SecurityFault) -> SocketSecurity {
    guard let secret, peers.isSecured(hasKey: true) else { return .none }
    guard let serverKey = peers.serverKey else { return .server(secret, domain: domain) }
    do { return .client(secret, server: try CurveKeyFile.publicKey(serverKey)) } catch {
      throw SecurityFault(place: "server_key of \(place)", error: error)
    }
  }
}

extension SocketSecurity {
  fileprivate var isServer: Bool { if case .server = self { true } else { false } }
}
