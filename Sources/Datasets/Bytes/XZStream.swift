internal import CLZMA

/// The bytes of an xz file, unpacked by liblzma as they are asked for; several streams, with padding
/// between them, follow one another as one.
@safe
final class XZStream: ByteStream {
  /// The most memory unpacking may take; the largest preset (`xz -9`) needs 65 MiB.
  private static let memoryLimit: UInt64 = 256 << 20

  /// The first byte of a stream.
  private static let firstByte: UInt8 = 0xFD

  let path: String

  private let file: InputFile
  private let packed: UnsafeMutableRawBufferPointer
  private let state: UnsafeMutablePointer<lzma_stream>
  private var isAtEnd = false
  private var action = LZMA_RUN
  /// Whether a stream has ended and no other has begun: liblzma would not tell what follows.
  private var isBetweenStreams = false
  private var isFirstStream = true
  /// The zero bytes since the last stream.
  private var padding = 0

  init(file: consuming InputFile) throws(DataError) {
    path = file.path
    self.file = file
    unsafe packed = .allocate(byteCount: 1 << 16, alignment: 16)
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: lzma_stream())
    try beginStream()
  }

  deinit {
    unsafe lzma_end(state)
    unsafe state.deallocate()
    unsafe packed.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    unsafe state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_out = buffer.count
    while unsafe state.pointee.avail_out > 0, !isAtEnd {
      if unsafe state.pointee.avail_in == 0, action == LZMA_RUN { try readPacked() }
      if isBetweenStreams {
        try findNextStream()
      } else {
        try unpack()
      }
    }
    return unsafe buffer.count - state.pointee.avail_out
  }

  private func readPacked() throws(DataError) {
    let more = unsafe try file.read(into: packed)
    unsafe state.pointee.next_in = UnsafePointer(
      packed.baseAddress?.assumingMemoryBound(to: UInt8.self))
    unsafe state.pointee.avail_in = more
    if more == 0 { action = LZMA_FINISH }
  }

  private func unpack() throws(DataError) {
    let status = unsafe lzma_code(state, action)
    switch status {
    case LZMA_OK: break
    case LZMA_STREAM_END:
      isBetweenStreams = true
      isFirstStream = false
      padding = 0
    case LZMA_FORMAT_ERROR where !isFirstStream: throw somethingElse
    default: throw .malformed(path: path, reason: Self.text(status))
    }
  }

  /// Passes over padding, to the next stream or the end of the file.
  private func findNextStream() throws(DataError) {
    while unsafe state.pointee.avail_in > 0, unsafe state.pointee.next_in.pointee == 0 {
      unsafe state.pointee.next_in += 1
      unsafe state.pointee.avail_in -= 1
      padding += 1
    }
    let isAtByte = unsafe state.pointee.avail_in > 0
    guard isAtByte || action == LZMA_FINISH else { return }
    guard padding.isMultiple(of: 4) else { throw somethingElse }
    guard isAtByte else {
      isAtEnd = true
      return
    }
    guard unsafe state.pointee.next_in.pointee == Self.firstByte else { throw somethingElse }
    try beginStream()
    isBetweenStreams = false
  }

  private func beginStream() throws(DataError) {
    let status = unsafe lzma_stream_decoder(state, Self.memoryLimit, 0)
    guard status == LZMA_OK else {
      throw .unreadable(path: path, reason: "liblzma could not start; the system is out of memory")
    }
  }

  private var somethingElse: DataError {
    .malformed(
      path: path, reason: "something else follows the xz data; cut it off, or pack the file again")
  }

  private static func text(_ status: lzma_ret) -> String {
    switch status {
    case LZMA_FORMAT_ERROR: return "this is not an xz file"
    case LZMA_BUF_ERROR: return "the xz data is cut short"
    case LZMA_MEMLIMIT_ERROR:
      return "unpacking needs more than \(memoryLimit >> 20) MiB of memory; pack it with xz -9"
    case LZMA_MEM_ERROR: return "the system is out of memory"
    case LZMA_OPTIONS_ERROR: return "the xz data uses a filter that liblzma does not know"
    default: return "the xz data is damaged (liblzma error \(status.rawValue))"
    }
  }
}
