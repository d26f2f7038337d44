internal import Messaging

/// Files with CURVE keys.
struct KeyTarget: FuzzTarget {
  mutating func feed(_ bytes: [UInt8]) {
    do {
      let path = try FuzzFolder.write(bytes, to: "fuzz.key")
      if let key = try? CurveKeyFile.readPublic(path) {
        precondition(
          (try? CurvePublicKey(key.description)) == key, "a public key reads otherwise")
      }
      if let key = try? CurveKeyFile.readSecret(path) {
        precondition(!"\(key)".isEmpty, "a secret key without a public half")
      }
    } catch { preconditionFailure("the key's file cannot be written: \(error)") }
  }
}
