/// Builds the bytes of MATLAB level 5 files for tests.
struct MATBytes {
  /// Whether the most significant byte of a number is first.
  var isBigEndian = false

  func number(_ value: Int, bytes: Int = 4) -> [UInt8] {
    let little = (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? little.reversed() : little
  }

  /// The header, of level 5 unless told otherwise.
  func header(version: Int = 0x100) -> [UInt8] {
    [UInt8]("MATLAB 5.0 MAT-file for tests".utf8) + [UInt8](repeating: 32, count: 87)
      + [UInt8](repeating: 0, count: 8) + number(version, bytes: 2)
      + number(0x4D49, bytes: 2)
  }

  /// An element, padded; in eight bytes where it has at most four and may be small.
  func element(_ type: Int, _ content: [UInt8], maySmall: Bool = true) -> [UInt8] {
    if maySmall && (1...4).contains(content.count) {
      return number(content.count << 16 | type) + content
        + [UInt8](repeating: 0, count: 4 - content.count)
    }
    return number(type) + number(content.count) + content
      + [UInt8](repeating: 0, count: (8 - content.count % 8) % 8)
  }

  /// What stands before the values of a variable.
  func variableHeader(_ name: String, flags: Int = 9, dimensions: [Int]) -> [UInt8] {
    element(6, number(flags) + number(0)) + element(5, dimensions.flatMap { number($0) })
      + element(1, Array(name.utf8))
  }

  /// A variable, of class uint8 unless told otherwise.
  func variable(
    _ name: String, flags: Int = 9, dimensions: [Int], type: Int = 2, _ values: [UInt8],
    maySmall: Bool = true
  ) -> [UInt8] {
    element(
      14,
      variableHeader(name, flags: flags, dimensions: dimensions)
        + element(type, values, maySmall: maySmall))
  }

  /// An element of another one in stored deflate blocks, and what follows them.
  func compressed(_ content: [UInt8], then extra: [UInt8] = []) -> [UInt8] {
    precondition(content.count < 65_536, "one block holds no \(content.count) bytes")
    let (low, high) = (UInt8(content.count & 255), UInt8(content.count >> 8))
    var (a, b) = (1, 0)
    for byte in content {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    let checksum = [b >> 8, b & 255, a >> 8, a & 255].map { UInt8($0) }
    let packed = [0x78, 0x01, 0x01, low, high, ~low, ~high] + content + checksum + extra
    return number(15) + number(packed.count) + packed
  }

  /// The frames whose every value is its place among all values, row after row, as MATLAB lays them
  /// out: [rows, columns, channels, frames], the first axis innermost.
  static func columnMajor(rows: Int, columns: Int, channels: Int, frames: Int) -> [UInt8] {
    var values: [UInt8] = []
    for frame in 0..<frames {
      for channel in 0..<channels {
        for column in 0..<columns {
          for row in 0..<rows {
            values.append(
              UInt8(((frame * rows + row) * columns + column) * channels + channel))
          }
        }
      }
    }
    return values
  }
}
