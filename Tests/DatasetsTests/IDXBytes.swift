/// Builds the bytes of IDX files for tests.
enum IDXBytes {
  /// Three frames of 2×2 grey values 0…11.
  static let small = make(sizes: [3, 2, 2], values: Array(0..<12))

  /// `small` as Python's `gzip.compress(small, mtime=0)` packs it.
  static let smallGzip: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 96, 224, 96, 102, 96, 96, 0, 97, 38, 48, 102, 100, 98, 102,
    97, 101, 99, 231, 224, 228, 226, 6, 0, 99, 68, 111, 198, 28, 0, 0, 0,
  ]

  /// `small` as Python's `lzma.compress(small, preset=0)` packs it.
  static let smallXZ: [UInt8] = [
    253, 55, 122, 88, 90, 0, 0, 4, 230, 214, 180, 70, 2, 0, 33, 1, 12, 0, 0, 0, 143, 152, 65, 156,
    224, 0, 27, 0, 24, 93, 0, 0, 0, 1, 185, 191, 40, 140, 212, 132, 55, 106, 127, 70, 6, 231, 173,
    219, 150, 24, 188, 199, 114, 175, 119, 0, 100, 123, 40, 84, 13, 9, 197, 153, 0, 1, 52, 28, 147,
    26, 173, 143, 31, 182, 243, 125, 1, 0, 0, 0, 0, 4, 89, 90,
  ]

  static func make(sizes: [UInt32], values: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, 8, UInt8(sizes.count)]
    for size in sizes {
      bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
    }
    return bytes + values
  }
}
