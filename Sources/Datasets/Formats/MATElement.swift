/// An element of the outermost level of a MATLAB file: a variable, plain or compressed, or something
/// else.
struct MATElement {
  private let file: BoundedStream
  private let order: MATByteOrder
  private let tag: MATTag
  /// The element as it lies in the file.
  private let stored: BoundedStream
  /// Unpacks a compressed element.
  private let unpacked: ZlibStream?

  /// Reads the tag of the next element.
  init(readingFrom file: BoundedStream, order: MATByteOrder) throws(DataError) {
    self.file = file
    self.order = order
    tag = try MATTag(readingFrom: file, order: order)
    stored = BoundedStream(file, count: tag.byteCount)
    unpacked = tag.type == MATTag.ContentType.compressed ? try ZlibStream(stored) : nil
  }

  /// Opens the variable that the element is; nil if it is none.
  ///
  /// A compressed one is unpacked only as far as it is read, so that what it could unpack to takes
  /// neither memory nor time.
  func variable() throws(DataError) -> MATVariable? {
    guard let unpacked else {
      guard tag.type == MATTag.ContentType.matrix else { return nil }
      return try MATVariable(readingFrom: stored, order: order)
    }
    let inner = try MATTag(
      readingFrom: BoundedStream(unpacked, count: .max), order: order)
    guard inner.type == MATTag.ContentType.matrix else { return nil }
    return try MATVariable(
      readingFrom: BoundedStream(unpacked, count: inner.byteCount), order: order)
  }

  /// Checks, once the variable is read, that the element ends there and its checksum is right, and
  /// goes on to the next.
  func finish() throws(DataError) {
    try unpacked?.finish()
    try skipRest()
  }

  /// Goes on to the next element, whatever is left of this one.
  func skipRest() throws(DataError) {
    try stored.skip(stored.remaining)
    try file.skip(min(tag.padding, file.remaining))
  }
}
