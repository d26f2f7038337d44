/// Bytes that come one buffer after the other: a file, unpacked if it is packed.
protocol ByteStream: AnyObject {
  /// Where the bytes come from, for messages.
  var path: String { get }

  /// Unpacks into `buffer` and returns how many bytes; fewer than asked only at the end.
  ///
  /// - Throws: `DataError` if the file cannot be read or is damaged, or ends early.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int
}

extension ByteStream {
  /// Fills `bytes` as far as there are bytes, and returns how many there were.
  func fill(_ bytes: inout [UInt8]) throws(DataError) -> Int {
    var outcome = Result<Int, DataError>.success(0)
    unsafe bytes.withUnsafeMutableBytes { buffer in
      do throws(DataError) {
        outcome = .success(unsafe try read(into: buffer))
      } catch {
        outcome = .failure(error)
      }
    }
    return try outcome.get()
  }
}

/// Opens a file, and unpacks it if its name ends in `.gz` or `.xz`.
func openStream(path: String) throws(DataError) -> any ByteStream {
  let file = try InputFile(path: path)
  let name = path.lowercased()
  if name.hasSuffix(".gz") { return try GzipStream(file: file) }
  if name.hasSuffix(".xz") { return try XZStream(file: file) }
  return PlainStream(file: file)
}
