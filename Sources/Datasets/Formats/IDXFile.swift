internal import Core

/// The images of an IDX file, plain, or packed by gzip (`.gz`) or xz (`.xz`).
struct IDXFile: FrameReader {
  let count: Int

  private let shape: ImageShape
  private let path: String
  private let name: String
  private let stream: any ByteStream
  private var index = 0

  init(path: String) throws(DataError) {
    let stream = try openStream(path: path)
    let header = try Self.header(from: stream)
    self.shape = try header.imageShape(path: path)
    self.count = header.sizes[0]
    self.path = path
    self.name = String(path.split(separator: "/").last ?? "")
    self.stream = stream
  }

  mutating func next() throws(DataError) -> (image: Image, name: String) {
    var pixels = [UInt8](repeating: 0, count: shape.count)
    let found = try stream.fill(&pixels)
    guard found == pixels.count else {
      throw .malformed(
        path: path,
        reason: "the data end within frame \(index) of \(count): it has \(found) bytes, "
          + "expected \(pixels.count)")
    }
    index += 1
    return (Image(shape: shape, pixels: pixels), "\(name)#\(index - 1)")
  }

  mutating func skip() throws(DataError) {
    _ = try next()
  }

  mutating func finish() throws(DataError) {
    var extra: [UInt8] = [0]
    guard try stream.fill(&extra) == 0 else {
      throw .malformed(path: path, reason: "data follow after the last of \(count) frames")
    }
  }

  /// Reads the header, and leaves the stream at the first value.
  static func header(from stream: any ByteStream) throws(DataError) -> IDXHeader {
    var magic = [UInt8](repeating: 0, count: IDXHeader.magicBytes)
    let found = try stream.fill(&magic)
    magic.removeLast(magic.count - found)
    let expected = try IDXHeader.sizeBytes(after: magic, path: stream.path)
    var sizes = [UInt8](repeating: 0, count: expected)
    guard try stream.fill(&sizes) == expected else {
      throw .malformed(path: stream.path, reason: "the IDX header is cut short")
    }
    return IDXHeader(sizes: sizes)
  }
}
