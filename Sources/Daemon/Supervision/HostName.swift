internal import Glibc
internal import Messaging

/// The name of the machine.
enum HostName {
  /// The name with everything but letters, digits, `.`, `_` and `-` replaced, at most 64 bytes.
  static var topicName: String {
    var bytes = [CChar](repeating: 0, count: 256)
    let size = bytes.count - 1
    guard unsafe gethostname(&bytes, size) == 0 else { return "rosed" }
    let name = bytes.prefix { $0 != 0 }.prefix(64).map { byte -> Character in
      let character = Character(UnicodeScalar(UInt8(bitPattern: byte)))
      return EventTopic.isValidSourceName(String(character)) ? character : "-"
    }
    return name.isEmpty ? "rosed" : String(name)
  }
}
