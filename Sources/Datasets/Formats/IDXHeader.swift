internal import Core

/// The first bytes of an IDX file: `00 00 08 n`, then n big-endian sizes of 32 bits.
struct IDXHeader: Equatable {
  /// The bytes before the sizes.
  static let magicBytes = 4

  /// The size of each axis, outermost first.
  let sizes: [Int]

  /// The bytes the sizes take, for a file that begins with `magic`.
  static func sizeBytes(after magic: [UInt8], path: String) throws(DataError) -> Int {
    guard magic.count == magicBytes, magic[0] == 0, magic[1] == 0 else {
      throw .malformed(
        path: path,
        reason: "this is not an IDX file: it begins with \(magic), expected [0, 0, 8, axes]")
    }
    guard magic[2] == 8 else {
      throw .malformed(
        path: path, reason: "IDX values are of type \(magic[2]), expected 8, unsigned bytes")
    }
    guard (1...4).contains(magic[3]) else {
      throw .malformed(path: path, reason: "IDX data has \(magic[3]) axes, expected 1 to 4")
    }
    return 4 * Int(magic[3])
  }

  init(sizes bytes: [UInt8]) {
    sizes = stride(from: 0, to: bytes.count, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// The shape of each image of a set.
  ///
  /// - Throws: `DataError` if the data are labels, or an image would be empty or too large.
  func imageShape(path: String) throws(DataError) -> ImageShape {
    guard sizes.count >= 3 else {
      throw .malformed(
        path: path,
        reason: "IDX data of sizes \(sizes) are not images; expected [frames, rows, "
          + "columns] or [frames, rows, columns, channels]: is it the file of the labels?")
    }
    let channels = sizes.count == 4 ? sizes[3] : 1
    guard channels == 1 || channels == 3 else {
      throw .malformed(path: path, reason: "images have \(channels) channels, expected 1 or 3")
    }
    let (pixels, overflow) = sizes[1].multipliedReportingOverflow(by: sizes[2])
    guard !overflow, pixels >= 1, pixels <= Self.maximumImageBytes / channels else {
      throw .malformed(
        path: path,
        reason: "images are \(sizes[1])×\(sizes[2])×\(channels), expected at least one "
          + "pixel and at most \(Self.maximumImageBytes) bytes")
    }
    return ImageShape(height: sizes[1], width: sizes[2], channels: channels)
  }

  /// The most bytes one image may have: 64 MiB.
  static let maximumImageBytes = 64 << 20
}
