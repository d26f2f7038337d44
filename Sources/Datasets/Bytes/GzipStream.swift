internal import CZlib

/// The bytes of a gzip file, unpacked by zlib as they are asked for; several members follow one
/// another as one.
@safe
final class GzipStream: ByteStream {
  let path: String

  private let file: InputFile
  private let packed: UnsafeMutableRawBufferPointer
  private let state: UnsafeMutablePointer<z_stream>
  private var isAtEnd = false
  /// Whether a member has begun and not ended.
  private var isWithinMember = false

  init(file: consuming InputFile) throws(DataError) {
    path = file.path
    self.file = file
    unsafe packed = .allocate(byteCount: 1 << 16, alignment: 16)
    // zlib keeps the address of the state, so it must not move.
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: z_stream())
    // 16: expect a gzip header, and check the checksum and length at the end of each member.
    let status = unsafe inflateInit2_(
      state, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw .unreadable(path: path, reason: "zlib could not start; the system is out of memory")
    }
  }

  deinit {
    unsafe inflateEnd(state)
    unsafe state.deallocate()
    unsafe packed.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var count = 0
    while count < buffer.count, !isAtEnd {
      if unsafe state.pointee.avail_in == 0 {
        let more = unsafe try file.read(into: packed)
        guard more > 0 else {
          guard !isWithinMember else {
            throw .malformed(path: path, reason: "the gzip data is cut short")
          }
          isAtEnd = true
          break
        }
        unsafe state.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe state.pointee.avail_in = UInt32(more)
      }
      count += unsafe try inflateOnce(into: .init(rebasing: buffer[count...]))
    }
    return count
  }

  private func inflateOnce(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(DataError) -> Int {
    let room = UInt32(min(buffer.count, 1 << 30))
    unsafe state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_out = room
    isWithinMember = true
    switch unsafe inflate(state, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR:
      break
    case Z_STREAM_END:
      isWithinMember = false
      unsafe inflateReset(state)
    default:
      let text = unsafe state.pointee.msg.map { unsafe String(cString: $0) } ?? "unknown error"
      throw .malformed(path: path, reason: "the gzip data is damaged: \(text)")
    }
    return unsafe Int(room - state.pointee.avail_out)
  }
}
