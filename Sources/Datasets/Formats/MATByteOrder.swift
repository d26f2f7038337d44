/// The order of the bytes of a number in a MATLAB file.
enum MATByteOrder {
  /// The least significant byte first.
  case little
  /// The most significant byte first.
  case big

  /// Reads the mark at the end of the header; nil where there is none.
  init?(mark: ArraySlice<UInt8>) {
    switch Array(mark) {
    case [0x49, 0x4D]: self = .little
    case [0x4D, 0x49]: self = .big
    default: return nil
    }
  }

  /// Returns the number without a sign that up to four bytes stand for.
  func number(_ bytes: some BidirectionalCollection<UInt8>) -> Int {
    switch self {
    case .little: bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    case .big: bytes.reduce(0) { $0 << 8 | Int($1) }
    }
  }
}
