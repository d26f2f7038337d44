internal import CZeroMQ
internal import Glibc

/// A ZeroMQ socket, closed when its last reference goes.
///
/// Not `Sendable`: a ZeroMQ socket belongs to the thread that made it. Make it, use it and let it
/// go inside the one block that runs on its queue. A class, so that one thread can hold and poll
/// any number of them.
@safe
public final class Socket {
  /// The messaging pattern of the socket.
  public let kind: SocketKind

  let handle: UnsafeMutableRawPointer
  let context: MessagingContext

  /// Creates a socket that is neither bound nor connected.
  public init(
    _ kind: SocketKind, options: SocketOptions = .frames, in context: MessagingContext
  ) throws(ZeroMQError) {
    guard let handle = unsafe zmq_socket(context.handle, kind.type) else {
      throw .last("zmq_socket")
    }
    self.kind = kind
    unsafe self.handle = unsafe handle
    self.context = context
    try apply(options)
    try apply(options.security)
  }

  deinit { unsafe zmq_close(handle) }

  /// Creates the socket that `endpoint` describes, then binds or connects it.
  public convenience init(
    _ endpoint: Endpoint, options: SocketOptions = .frames, in context: MessagingContext
  ) throws(SocketError) {
    do { try self.init(endpoint.kind, options: options, in: context) } catch {
      throw .library(error, address: endpoint.address)
    }
    switch endpoint.role {
    case .bind: try bind(to: endpoint, options: options)
    case .connect: try connect(to: endpoint)
    }
  }

  /// Binds the socket to the address of `endpoint`.
  ///
  /// An `ipc` path is claimed first, so that a second socket gets an error instead of taking the
  /// path over silently, and its file gets `options.socketMode`.
  public func bind(
    to endpoint: Endpoint, options: SocketOptions = .frames
  ) throws(SocketError) {
    if endpoint.isOpenToOthers && !options.insecure && !options.security.admitsKnownPeersOnly {
      throw .insecureBind(address: endpoint.address)
    }
    enableIPv6(for: endpoint)
    guard let path = endpoint.socketPath else {
      guard unsafe zmq_bind(handle, endpoint.address) == 0 else {
        throw .library(.last("zmq_bind"), address: endpoint.address)
      }
      return
    }
    let claim = try PathClaim(path: path)
    guard unsafe zmq_bind(handle, endpoint.address) == 0 else {
      throw .library(.last("zmq_bind"), address: endpoint.address)
    }
    context.keep(claim)
    guard unsafe chmod(path, mode_t(options.socketMode)) == 0 else {
      throw .system(function: "chmod", path: path, code: errno)
    }
  }

  /// Connects the socket to the address of `endpoint`, which need not be there yet.
  public func connect(to endpoint: Endpoint) throws(SocketError) {
    enableIPv6(for: endpoint)
    guard unsafe zmq_connect(handle, endpoint.address) == 0 else {
      throw .library(.last("zmq_connect"), address: endpoint.address)
    }
  }

  /// Connects anew to the address of `endpoint`, where the library has given up.
  ///
  /// It does after a refusal: it tries again only where a connection broke.
  public func reconnect(to endpoint: Endpoint) throws(SocketError) {
    precondition(endpoint.role == .connect, "\(endpoint) does not connect")
    // There may be nothing left to end.
    unsafe zmq_disconnect(handle, endpoint.address)
    try connect(to: endpoint)
  }

  /// The address the socket is bound to, with the port the system chose for `tcp://…:*`.
  public func boundAddress() throws(ZeroMQError) -> String {
    var bytes = [CChar](repeating: 0, count: 512)
    var size = bytes.count
    guard unsafe zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &bytes, &size) == 0 else {
      throw .last("zmq_getsockopt")
    }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func enableIPv6(for endpoint: Endpoint) {
    guard endpoint.isIPv6 else { return }
    var on: Int32 = 1
    unsafe zmq_setsockopt(handle, ZMQ_IPV6, &on, MemoryLayout<Int32>.size)
  }
}
