/// The public half of a CURVE key: who a peer is.
///
/// It may be shown to everybody.
public struct CurvePublicKey: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes.
  let bytes: [UInt8]

  /// Creates a key of its bytes as they are on the wire; nothing if there are not 32.
  init?(bytes: [UInt8]) {
    guard bytes.count == Z85.keySize else { return nil }
    self.bytes = bytes
  }

  /// Reads a key's 40 characters.
  public init(_ text: String) throws(Z85Fault) { bytes = try Z85.bytes(of: text) }

  /// The key's 40 characters.
  public var description: String { Z85.text(of: bytes) }
}
