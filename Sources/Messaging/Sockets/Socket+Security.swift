internal import CZeroMQ

extension Socket {
  /// Sets the keys; to be called before the socket binds or connects.
  func apply(_ security: SocketSecurity) throws(ZeroMQError) {
    switch security {
    case .none: return
    case .server(let secret, let domain):
      try set(ZMQ_CURVE_SERVER, 1)
      try set(ZMQ_CURVE_SECRETKEY, bytes: secret.bytes)
      guard let domain else { return }
      precondition(
        context.isAuthenticating, "a socket with domain \(domain) needs an authenticator first")
      try set(ZMQ_ZAP_DOMAIN, bytes: Array(domain.utf8))
      // Without an authenticator nobody gets in, instead of everybody.
      try set(zapEnforceDomain, 1)
    case .client(let secret, let server):
      try set(ZMQ_CURVE_SERVERKEY, bytes: server.bytes)
      try set(ZMQ_CURVE_PUBLICKEY, bytes: secret.publicKey.bytes)
      try set(ZMQ_CURVE_SECRETKEY, bytes: secret.bytes)
    }
  }

  private func set(_ option: Int32, bytes: [UInt8]) throws(ZeroMQError) {
    guard unsafe zmq_setsockopt(handle, option, bytes, bytes.count) == 0 else {
      throw .last("zmq_setsockopt")
    }
  }
}

/// ZeroMQ's `ZMQ_ZAP_ENFORCE_DOMAIN`: the library has it, its header shows it in drafts only.
private let zapEnforceDomain: Int32 = 93
