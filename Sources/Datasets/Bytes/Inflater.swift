internal import CZlib

/// One decompression by zlib, and the packed bytes that wait for it; freed when its owner is.
@safe
final class Inflater {
  /// What the packed bytes are wrapped in; its checksum is checked at the end.
  enum Wrapping {
    /// A gzip member.
    case gzip
    /// A zlib stream.
    case zlib
  }

  private let wrapping: Wrapping
  private let path: String
  private let packed: UnsafeMutableRawBufferPointer
  private let state: UnsafeMutablePointer<z_stream>

  /// Begins a decompression.
  ///
  /// - Parameters:
  ///   - wrapping: What the data is wrapped in.
  ///   - path: Where it comes from, for messages.
  /// - Throws: `DataError.unreadable` if the system is out of memory.
  init(_ wrapping: Wrapping, path: String) throws(DataError) {
    self.wrapping = wrapping
    self.path = path
    unsafe packed = .allocate(byteCount: 1 << 16, alignment: 16)
    // zlib keeps the address of the state, so it must not move.
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: z_stream())
    // 16: expect a gzip header in place of a zlib one.
    let status = unsafe inflateInit2_(
      state, (wrapping == .gzip ? 16 : 0) + MAX_WBITS, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw .unreadable(path: path, reason: "zlib could not start; the system is out of memory")
    }
  }

  deinit {
    unsafe inflateEnd(state)
    unsafe state.deallocate()
    unsafe packed.deallocate()
  }

  /// Whether packed bytes are left that have not been looked at.
  var hasPackedBytes: Bool { unsafe state.pointee.avail_in > 0 }

  /// Takes in packed bytes, once those before are used up.
  ///
  /// - Parameter read: Fills a buffer and returns how many bytes it wrote.
  /// - Returns: The number of bytes taken in: 0 where `read` has no more.
  /// - Throws: What `read` throws.
  func takeIn(
    _ read: (UnsafeMutableRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) -> Int {
    precondition(!hasPackedBytes, "packed bytes are left")
    let count = unsafe try read(packed)
    unsafe state.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_in = UInt32(count)
    return count
  }

  /// Unpacks what is there, as far as `buffer` goes.
  ///
  /// - Returns: The number of bytes unpacked, and whether the data, checksum included, has ended; then
  ///   other data may begin.
  /// - Throws: `DataError.malformed` if it is damaged.
  func unpack(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(DataError) -> (count: Int, isAtEnd: Bool) {
    let room = UInt32(min(buffer.count, 1 << 30))
    unsafe state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_out = room
    let status = unsafe inflate(state, Z_NO_FLUSH)
    let count = unsafe Int(room - state.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR:
      return (count, false)
    case Z_STREAM_END:
      unsafe inflateReset(state)
      return (count, true)
    default:
      let text = unsafe state.pointee.msg.map { unsafe String(cString: $0) } ?? "unknown error"
      throw .malformed(path: path, reason: "the \(wrapping) data is damaged: \(text)")
    }
  }
}
