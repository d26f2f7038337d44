internal import Storage

/// Files of tensors; what is taken must be written as it was read.
struct SafetensorsTarget: FuzzTarget {
  mutating func feed(_ bytes: [UInt8]) {
    let content: Safetensors
    do { content = try Safetensors(parsing: bytes) } catch {
      precondition(!"\(error)".isEmpty, "an error without a word")
      return
    }
    let size = content.tensors.values.reduce(0) { $0 + $1.shape.reduce($1.type.size, *) }
    precondition(size <= bytes.count, "\(size) bytes of tensors in a file of \(bytes.count)")
    let written = content.encoded()
    // Compared as bytes: a NaN is not equal to itself.
    let again: Safetensors
    do { again = try Safetensors(parsing: written) } catch {
      preconditionFailure("what was written is refused: \(error)")
    }
    precondition(again.encoded() == written, "what was written reads otherwise")
  }
}
