internal import COpenJPEG

/// What OpenJPEG writes, kept in memory, and its last complaint.
final class JPEG2000Output {
  /// What is written so far.
  private(set) var bytes: [UInt8] = []

  /// The library's last error; nil without one.
  private(set) var complaint: String?

  /// Where the next byte goes; before the end where a length is filled in later.
  private var position = 0

  private func write(_ source: UnsafeRawBufferPointer) {
    let end = position + source.count
    if end > bytes.count {
      bytes += [UInt8](repeating: 0, count: end - bytes.count)
    }
    unsafe bytes.replaceSubrange(position..<end, with: source)
    position = end
  }

  private func move(to position: Int) -> Bool {
    guard position >= 0 else { return false }
    self.position = position
    return true
  }

  /// The output that a call back stands for.
  private static func at(_ user: UnsafeMutableRawPointer) -> JPEG2000Output {
    unsafe Unmanaged<JPEG2000Output>.fromOpaque(user).takeUnretainedValue()
  }

  /// Appends or overwrites bytes; -1 as a size stands for a failure.
  static let write: opj_stream_write_fn = { source, count, user in
    guard let source = unsafe source, let user = unsafe user else { return -1 }
    unsafe at(user).write(UnsafeRawBufferPointer(start: source, count: count))
    return count
  }

  /// Moves on by so many bytes; -1 stands for a failure.
  static let skip: opj_stream_skip_fn = { count, user in
    guard let user = unsafe user else { return -1 }
    let output = unsafe at(user)
    return output.move(to: output.position + Int(count)) ? count : -1
  }

  /// Moves to a place.
  static let seek: opj_stream_seek_fn = { position, user in
    guard let user = unsafe user else { return OPJ_FALSE }
    return unsafe at(user).move(to: Int(position)) ? OPJ_TRUE : OPJ_FALSE
  }

  /// Keeps an error message.
  static let complain: opj_msg_callback = { message, user in
    guard let message = unsafe message, let user = unsafe user else { return }
    let text = unsafe String(cString: message)
    unsafe at(user).complaint = text.split(separator: "\n").joined(separator: " ")
  }
}
