/// The bytes of one zlib stream within another stream, unpacked as they are asked for.
final class ZlibStream: ByteStream {
  private let source: any ByteStream
  private let inflater: Inflater
  private var isAtEnd = false

  var path: String { source.path }

  /// Creates a stream of what `source`, from where it stands, unpacks to.
  init(_ source: any ByteStream) throws(DataError) {
    self.source = source
    inflater = try Inflater(.zlib, path: source.path)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var count = 0
    while count < buffer.count, !isAtEnd {
      if !inflater.hasPackedBytes {
        let more = unsafe try inflater.takeIn { packed throws(DataError) in
          unsafe try source.read(into: packed)
        }
        guard more > 0 else { throw .malformed(path: path, reason: "the zlib data is cut short") }
      }
      let (more, hasEnded) = unsafe try inflater.unpack(into: .init(rebasing: buffer[count...]))
      count += more
      isAtEnd = hasEnded
    }
    return count
  }

  /// Checks that nothing more is to be unpacked, that the checksum is right and nothing follows it.
  func finish() throws(DataError) {
    var extra: [UInt8] = [0]
    let more = try fill(&extra)
    let following = try source.fill(&extra)
    guard more == 0, !inflater.hasPackedBytes, following == 0 else {
      throw .malformed(path: path, reason: "something else follows the zlib data")
    }
  }
}
