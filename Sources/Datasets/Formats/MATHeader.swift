/// The first bytes of a MATLAB level 5 file: 116 of text, 8 of an offset, the version, and "MI" as a
/// number of 16 bits, which tells the order of the bytes of all numbers.
struct MATHeader {
  /// The bytes it takes.
  static let byteCount = 128

  /// The order of the bytes of numbers.
  let order: MATByteOrder

  /// Reads a header, which is cut short if the file is.
  ///
  /// - Throws: `DataError.malformed` if the file is of another format, version 7.3 among them.
  init(_ bytes: [UInt8], path: String) throws(DataError) {
    guard !bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw Self.isHDF5(path)
    }
    guard bytes.count == Self.byteCount, let order = MATByteOrder(mark: bytes[126...]) else {
      throw .malformed(
        path: path,
        reason: "this is not a MATLAB level 5 file: it does not begin with the 128 bytes of header "
          + "that end in IM or MI")
    }
    let version = order.number(bytes[124..<126])
    guard version != 0x200 else { throw Self.isHDF5(path) }
    guard version == 0x100 else {
      throw .malformed(
        path: path,
        reason: "the MATLAB file is of version \(version), expected 256, level 5")
    }
    self.order = order
  }

  private static func isHDF5(_ path: String) -> DataError {
    .malformed(
      path: path,
      reason: "this is a MATLAB file of version 7.3, which is HDF5; expected one of level 5: save "
        + "it again with save(FILE, 'X', '-v7') in MATLAB, or scipy.io.savemat(FILE, {'X': X}) in "
        + "Python")
  }
}
