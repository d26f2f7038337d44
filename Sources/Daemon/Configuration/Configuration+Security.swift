internal import Messaging

extension Configuration {
  /// Whether the daemon has a key of its own.
  var hasKey: Bool { curve.secret != nil }

  /// Throws for an endpoint that no other process reaches, a bind that is open to others without
  /// CURVE and without `insecure = true`, and a `server_key` that cannot be used.
  func checkSecurity(_ document: ConfigurationDocument, file: String) throws(ConfigurationError) {
    let alertsTable = document.table("alerts", file: file)
    try check(alerts.peers, in: alertsTable)
    if let peers = replay.peers { try check(peers, in: document.table("replay", file: file)) }
    for (table, source) in zip(document.sources, sources) { try check(source.peers, in: table) }
  }

  private func check(
    _ peers: PeerConfiguration, in table: ConfigurationTable
  ) throws(ConfigurationError) {
    let endpoint = peers.endpoint
    let location = table.entries["endpoint"]?.location ?? table.location
    guard !endpoint.address.hasPrefix("inproc://") else {
      throw .contradiction(
        "'endpoint' in [\(table.name)] is \(endpoint.address), which no other process can reach; "
          + "use an ipc:// path or tcp://HOST:PORT",
        at: location)
    }
    guard !endpoint.isOpenToOthers || peers.insecure || peers.isSecured(hasKey: hasKey) else {
      throw .contradiction(
        "'endpoint' in [\(table.name)] binds \(endpoint.address), which others could connect to "
          + "without authentication; bind to 127.0.0.1 or an ipc:// path, set up CURVE (rose "
          + "keygen, then secret in [curve]; see docs/security.md), or set insecure = true",
        at: location)
    }
    guard peers.serverKey != nil else { return }
    let keyLocation = table.entries["server_key"]?.location ?? location
    guard endpoint.role == .connect else {
      throw .contradiction(
        "'server_key' in [\(table.name)] is for an endpoint that connects, and \(endpoint) binds; "
          + "clients of it are let in by the folder 'allow' in [curve]",
        at: keyLocation)
    }
    guard hasKey else {
      throw .contradiction(
        "'server_key' in [\(table.name)] needs a key of rosed's own: make one with rose keygen and "
          + "name it as 'secret' in [curve] (see docs/security.md)",
        at: keyLocation)
    }
  }
}
