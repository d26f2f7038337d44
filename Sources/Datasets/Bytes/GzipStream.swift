/// The bytes of a gzip file, unpacked by zlib as they are asked for; several members follow one
/// another as one.
final class GzipStream: ByteStream {
  let path: String

  private let file: InputFile
  private let inflater: Inflater
  private var isAtEnd = false
  /// Whether a member has begun and not ended.
  private var isWithinMember = false

  init(file: consuming InputFile) throws(DataError) {
    path = file.path
    inflater = try Inflater(.gzip, path: path)
    self.file = file
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var count = 0
    while count < buffer.count, !isAtEnd {
      if !inflater.hasPackedBytes {
        let more = unsafe try inflater.takeIn { packed throws(DataError) in
          unsafe try file.read(into: packed)
        }
        guard more > 0 else {
          guard !isWithinMember else {
            throw .malformed(path: path, reason: "the gzip data is cut short")
          }
          isAtEnd = true
          break
        }
      }
      let (more, hasEnded) = unsafe try inflater.unpack(into: .init(rebasing: buffer[count...]))
      count += more
      isWithinMember = !hasEnded
    }
    return count
  }
}
