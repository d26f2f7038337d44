internal import CZeroMQ

/// CURVE keys as text: 32 bytes as 40 characters of ZeroMQ's Z85 alphabet.
enum Z85 {
  /// The number of characters of a key.
  static let keyLength = 40

  /// The number of bytes of a key.
  static let keySize = 32

  /// The text of a key's bytes.
  static func text(of bytes: [UInt8]) -> String {
    precondition(bytes.count == keySize, "a key has \(keySize) bytes, not \(bytes.count)")
    var characters = [CChar](repeating: 0, count: keyLength + 1)
    unsafe zmq_z85_encode(&characters, bytes, bytes.count)
    return String(
      decoding: characters.prefix(keyLength).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The bytes of a key's text.
  ///
  /// - Throws: What is wrong with the text, without the text itself: it may be a secret.
  static func bytes(of text: String) throws(Z85Fault) -> [UInt8] {
    let characters = Array(text.utf8)
    guard characters.count == keyLength else { throw .length(characters.count) }
    if let index = characters.firstIndex(where: { !alphabet.contains($0) }) {
      throw .character(position: index + 1)
    }
    var bytes = [UInt8](repeating: 0, count: keySize)
    guard unsafe zmq_z85_decode(&bytes, text) != nil else { throw .value }
    return bytes
  }

  private static let alphabet = Set(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8)
}
