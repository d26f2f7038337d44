/// The bytes of a file as they are.
final class PlainStream: ByteStream {
  private let file: InputFile

  var path: String { file.path }

  /// The size of the file when it was opened.
  var size: Int { file.size }

  init(file: consuming InputFile) {
    self.file = file
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var count = 0
    while count < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let more = unsafe try file.read(into: rest)
      if more == 0 { break }
      count += more
    }
    return count
  }
}
