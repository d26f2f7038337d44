/// The header of a safetensors file: for each tensor its type, shape and place.
struct SafetensorsHeader {
  /// Where a tensor lies.
  struct Entry {
    let name: String
    let type: StoredTensor.ScalarType
    let shape: [Int]
    /// The bytes, counted from the first after the header.
    let range: Range<Int>
  }

  /// The most bytes of a header; a hundred would do for a tensor.
  static let maximumBytes = 16 << 20

  /// The entry for strings beside the tensors.
  static let metadataName = "__metadata__"

  /// The tensors, in the order of their bytes.
  let entries: [Entry]

  /// The strings beside the tensors.
  let metadata: [String: String]

  /// Where the bytes of the tensors begin in the file.
  let dataStart: Int

  /// Reads and checks the header of a whole file: the tensors lie one after the other, without gap
  /// or overlap, and fill the file.
  init(parsing bytes: [UInt8]) throws(SafetensorsError) {
    guard bytes.count >= 8 else { throw .tooShort(bytes: bytes.count) }
    let stated = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let maximum = min(Self.maximumBytes, bytes.count - 8)
    guard stated <= UInt64(maximum) else {
      throw .headerTooLong(stated: stated, maximum: maximum)
    }
    dataStart = 8 + Int(stated)
    var entries: [Entry] = []
    var metadata: [String: String] = [:]
    var scanner = HeaderScanner(bytes[8..<dataStart])
    try scanner.object { scanner, name throws(SafetensorsError) in
      if name == Self.metadataName {
        try scanner.object { scanner, key throws(SafetensorsError) in
          metadata[key] = try scanner.string()
        }
      } else {
        entries.append(try Self.entry(name, from: &scanner))
      }
    }
    try scanner.end()
    // Tensors without elements share their place with the next, so the end counts too.
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    try Self.check(entries, dataBytes: bytes.count - dataStart)
    self.entries = entries
    self.metadata = metadata
  }

  private static func entry(
    _ name: String, from scanner: inout HeaderScanner
  ) throws(SafetensorsError) -> Entry {
    var typeName: String?
    var shape: [Int]?
    var offsets: [Int]?
    try scanner.object { scanner, key throws(SafetensorsError) in
      switch key {
      case "dtype": typeName = try scanner.string()
      case "shape": shape = try scanner.integers()
      case "data_offsets": offsets = try scanner.integers()
      default: throw scanner.error("'\(key)' is no property of a tensor")
      }
    }
    guard let typeName, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
      throw scanner.error(
        "tensor '\(name)' needs a dtype, a shape and two ascending data_offsets")
    }
    guard let type = StoredTensor.ScalarType(rawValue: typeName) else {
      throw .unsupportedType(tensor: name, found: typeName)
    }
    return Entry(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static func check(_ entries: [Entry], dataBytes: Int) throws(SafetensorsError) {
    var end = 0
    for entry in entries {
      var size = entry.type.size
      for axis in entry.shape {
        let (product, overflow) = size.multipliedReportingOverflow(by: axis)
        guard !overflow else { throw .sizeOverflow(tensor: entry.name, shape: entry.shape) }
        size = product
      }
      guard entry.range.count == size else {
        throw .wrongLength(
          tensor: entry.name, shape: entry.shape, expected: size, found: entry.range.count)
      }
      guard entry.range.lowerBound == end else {
        throw .gapOrOverlap(tensor: entry.name, expected: end, found: entry.range.lowerBound)
      }
      end = entry.range.upperBound
    }
    guard end == dataBytes else { throw .wrongDataLength(expected: end, found: dataBytes) }
  }
}
