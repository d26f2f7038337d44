internal import CZeroMQ
internal import Glibc

/// The secret half of a CURVE key.
///
/// However it is printed, what appears is its public half: no log, error or status can show it.
/// The first one made or read in a process switches off core dumps for that process.
public struct CurveSecretKey: Equatable, Sendable {
  /// The 32 bytes.
  let bytes: [UInt8]

  /// The public half.
  public let publicKey: CurvePublicKey

  /// Reads a key's 40 characters.
  public init(_ text: String) throws(Z85Fault) {
    Self.preventCoreDumps()
    bytes = try Z85.bytes(of: text)
    var characters = [CChar](repeating: 0, count: Z85.keyLength + 1)
    guard unsafe zmq_curve_public(&characters, text) == 0 else { throw .value }
    publicKey = try CurvePublicKey(Self.text(of: characters))
  }

  /// Makes a new key from the system's random numbers.
  public static func generate() throws(ZeroMQError) -> CurveSecretKey {
    preventCoreDumps()
    var publicText = [CChar](repeating: 0, count: Z85.keyLength + 1)
    var secretText = publicText
    guard unsafe zmq_curve_keypair(&publicText, &secretText) == 0 else {
      throw .last("zmq_curve_keypair")
    }
    do { return try CurveSecretKey(text(of: secretText)) } catch {
      preconditionFailure("the library made a key that is none: \(error)")
    }
  }

  /// The key's 40 characters, for the file that keeps it and nothing else.
  var secretText: String { Z85.text(of: bytes) }

  private static func text(of characters: [CChar]) -> String {
    String(decoding: characters.prefix(Z85.keyLength).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Lets the process leave no core dump, in a file or piped to a program.
  private static func preventCoreDumps() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else { return }
    // Of one byte: the kernel writes no file so small, and does not start a program for it either,
    // which it would for 0.
    limit.rlim_cur = min(1, limit.rlim_max)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  }
}

extension CurveSecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Names the key by its public half.
  public var description: String { "secret key of \(publicKey)" }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// A mirror that shows nothing but `description`.
  public var customMirror: Mirror { Mirror(self, children: ["key": description]) }
}
