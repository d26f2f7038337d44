internal import Core

/// A variable of a MATLAB file, opened: what it is, and a stream that stands before its values.
struct MATVariable {
  /// The name; empty for those that have none in the usual place, such as function handles.
  let name: String

  /// The number of its class: 9 for uint8.
  let classNumber: Int

  /// Whether its values have imaginary parts.
  let isComplex: Bool

  /// The size of each axis; values are laid out with the first axis innermost.
  let dimensions: [Int]

  /// What follows its name, up to its end.
  let content: BoundedStream

  /// The classes by their numbers.
  private static let classNames = [
    1: "cell", 2: "struct", 3: "object", 4: "char", 5: "sparse", 6: "double", 7: "single",
    8: "int8", 9: "uint8", 10: "int16", 11: "uint16", 12: "int32", 13: "uint32", 14: "int64",
    15: "uint64",
  ]

  /// The most bytes of flags, dimensions or a name.
  private static let maximumBytes = 4096

  /// Reads what stands before the values.
  ///
  /// - Parameters:
  ///   - content: The content of a matrix element.
  ///   - order: The order of the bytes of numbers.
  /// - Throws: `DataError.malformed` if it is damaged.
  init(readingFrom content: BoundedStream, order: MATByteOrder) throws(DataError) {
    func part(_ types: Int..., named name: String) throws(DataError) -> [UInt8] {
      let tag = try MATTag(readingFrom: content, order: order)
      guard types.contains(tag.type), tag.byteCount <= Self.maximumBytes else {
        throw .malformed(
          path: content.path,
          reason:
            "the \(name) of a MATLAB variable are \(tag.byteCount) bytes of type \(tag.type), "
            + "expected type \(types[0]) and at most \(Self.maximumBytes)")
      }
      let bytes = try content.bytes(tag.byteCount)
      try content.skip(tag.padding)
      return bytes
    }
    let flags = order.number(
      try part(MATTag.ContentType.uint32, named: "flags").prefix(4))
    classNumber = flags & 0xFF
    isComplex = flags & 0x800 != 0
    self.content = content
    guard Self.classNames[classNumber] != nil else {
      (name, dimensions) = ("", [])
      return
    }
    let sizes = try part(MATTag.ContentType.int32, named: "dimensions")
    dimensions = stride(from: 0, to: sizes.count & ~3, by: 4).map {
      order.number(sizes[$0..<$0 + 4])
    }
    let name = try part(
      MATTag.ContentType.int8, MATTag.ContentType.utf8, named: "characters of the name")
    self.name = String(decoding: name, as: UTF8.self)
  }

  /// The shape of the images that the variable holds, and their number.
  ///
  /// - Throws: `DataError.malformed` if it is of another class, or its dimensions are not [rows,
  ///   columns, channels, frames]; MATLAB leaves the last one out where it is 1.
  func images() throws(DataError) -> (shape: ImageShape, count: Int) {
    guard classNumber == 9, !isComplex else {
      throw .malformed(
        path: content.path,
        reason: "the variable \(name) is \(isComplex ? "complex " : "")"
          + "\(Self.classNames[classNumber] ?? "of class \(classNumber)"), expected uint8: convert it "
          + "with \(name) = uint8(\(name))")
    }
    let sizes = dimensions.count == 3 ? dimensions + [1] : dimensions
    guard sizes.count == 4, sizes[2] == 1 || sizes[2] == 3 else { throw wrongDimensions }
    let (pixels, overflow) = sizes[0].multipliedReportingOverflow(by: sizes[1])
    guard !overflow, pixels >= 1, pixels <= IDXHeader.maximumImageBytes / sizes[2] else {
      throw wrongDimensions
    }
    return (ImageShape(height: sizes[0], width: sizes[1], channels: sizes[2]), sizes[3])
  }

  private var wrongDimensions: DataError {
    .malformed(
      path: content.path,
      reason: "the variable \(name) has the dimensions \(dimensions), expected [rows, columns, "
        + "channels, frames], 1 or 3 channels and at most \(IDXHeader.maximumImageBytes) bytes a frame"
    )
  }
}
