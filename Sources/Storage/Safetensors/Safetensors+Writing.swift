internal import Core

extension Safetensors {
  /// Returns the bytes of the file.
  ///
  /// Equal content gives equal bytes: wide elements first, so that all are aligned, then by name.
  ///
  /// - Precondition: No tensor is named `__metadata__`.
  public func encoded() -> [UInt8] {
    precondition(
      tensors[SafetensorsHeader.metadataName] == nil, "a tensor cannot be named __metadata__")
    let ordered = tensors.sorted { first, second in
      let (one, other) = (first.value.type.size, second.value.type.size)
      return one == other
        ? first.key.utf8.lexicographicallyPrecedes(second.key.utf8) : one > other
    }
    var data: [UInt8] = []
    var members: [String] = []
    if !metadata.isEmpty {
      let strings = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      members.append("\"\(SafetensorsHeader.metadataName)\":{\(strings.joined(separator: ","))}")
    }
    for (name, tensor) in ordered {
      let start = data.count
      tensor.append(to: &data)
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(Self.quoted(name)):{\"dtype\":\"\(tensor.type.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(data.count)]}")
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + data
  }

  /// Returns a string as JSON.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension StoredTensor {
  fileprivate func append(to data: inout [UInt8]) {
    switch self {
    case .float32(let tensor): Self.append(tensor.scalars, to: &data)
    case .float64(let tensor): Self.append(tensor.scalars, to: &data)
    case .int64(let tensor): Self.append(tensor.scalars, to: &data)
    case .uint8(let tensor): data += tensor.scalars
    }
  }

  private static func append(_ scalars: [some BitwiseCopyable], to data: inout [UInt8]) {
    unsafe scalars.withUnsafeBytes { unsafe data.append(contentsOf: $0) }
  }
}
