/// What stands before each element of a MATLAB file: its type and size.
///
/// Two numbers of 32 bits, or, before at most four bytes of content, one, with the size in its upper
/// half. The content follows, then padding up to the next multiple of eight bytes.
struct MATTag {
  /// The types that are read, by their numbers.
  enum ContentType {
    static let int8 = 1
    static let uint8 = 2
    static let int32 = 5
    static let uint32 = 6
    static let matrix = 14
    static let compressed = 15
    static let utf8 = 16
  }

  /// The type of the content.
  let type: Int

  /// The bytes of content.
  let byteCount: Int

  /// The bytes between the content and the next element.
  let padding: Int

  /// Reads a tag, and leaves the stream at the content.
  ///
  /// - Throws: `DataError.malformed` if the stream ends before the content does.
  init(readingFrom stream: BoundedStream, order: MATByteOrder) throws(DataError) {
    let word = order.number(try stream.bytes(4))
    if word >> 16 == 0 {
      type = word
      byteCount = order.number(try stream.bytes(4))
      padding = type == ContentType.compressed ? 0 : (8 - byteCount % 8) % 8
    } else {
      type = word & 0xFFFF
      byteCount = word >> 16
      guard byteCount <= 4 else {
        throw .malformed(
          path: stream.path,
          reason: "a small MATLAB element has \(byteCount) bytes, expected at most 4")
      }
      padding = 4 - byteCount
    }
    guard byteCount <= stream.remaining else {
      throw .malformed(
        path: stream.path,
        reason: "a MATLAB element of type \(type) has \(byteCount) bytes, and only "
          + "\(stream.remaining) are left: the file is cut short or damaged")
    }
  }
}
