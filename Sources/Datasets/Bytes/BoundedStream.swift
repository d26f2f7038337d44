/// So many bytes of another stream: what is read here, the other one has passed.
final class BoundedStream: ByteStream {
  private let source: any ByteStream

  /// The bytes that are left.
  private(set) var remaining: Int

  var path: String { source.path }

  /// Creates a stream of the next `count` bytes of `source`, or fewer if it ends before.
  init(_ source: any ByteStream, count: Int) {
    self.source = source
    remaining = count
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let count = min(buffer.count, remaining)
    let found = unsafe try source.read(into: .init(rebasing: buffer[..<count]))
    remaining = found < count ? 0 : remaining - count
    return found
  }

  /// Reads exactly `count` bytes.
  ///
  /// - Throws: `DataError.malformed` if there are fewer.
  func bytes(_ count: Int) throws(DataError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try fillWhole(&bytes)
    return bytes
  }

  /// Fills all of `bytes`.
  ///
  /// - Throws: `DataError.malformed` if there are fewer.
  func fillWhole(_ bytes: inout [UInt8]) throws(DataError) {
    guard try fill(&bytes) == bytes.count else {
      throw .malformed(path: path, reason: "the file is cut short")
    }
  }

  /// Passes over `count` bytes.
  ///
  /// - Throws: `DataError.malformed` if there are fewer.
  func skip(_ count: Int) throws(DataError) {
    var left = count
    var piece: [UInt8] = []
    while left > 0 {
      let size = min(left, 1 << 16)
      if piece.count != size { piece = [UInt8](repeating: 0, count: size) }
      try fillWhole(&piece)
      left -= size
    }
  }
}
