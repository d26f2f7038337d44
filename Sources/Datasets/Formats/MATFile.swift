internal import Core

/// The images of a MATLAB level 5 file (`.mat`): the variable X of class uint8, of dimensions [rows,
/// columns, channels, frames], as SVHN has it; other variables are passed over.
///
/// Little and big endian, plain or compressed. Values lie with the first axis innermost, so that the
/// frames follow one another, and are read as a stream.
struct MATFile: FrameReader {
  /// The variable that holds the images.
  static let variableName = "X"

  let count: Int

  private let shape: ImageShape
  private let name: String
  private let order: MATByteOrder
  private let file: BoundedStream
  private let element: MATElement
  private let values: BoundedStream
  private var index = 0

  /// Opens a file, and finds the images in it.
  ///
  /// - Throws: `DataError` if it is of another format, damaged or cut short, or has no variable X of
  ///   that class and those dimensions.
  init(path: String) throws(DataError) {
    let plain = PlainStream(file: try InputFile(path: path))
    let file = BoundedStream(plain, count: plain.size)
    let header = try MATHeader(
      file.bytes(min(plain.size, MATHeader.byteCount)), path: path)
    let (element, variable) = try Self.images(in: file, order: header.order)
    (self.file, self.element, order) = (file, element, header.order)
    (shape, count) = try variable.images()
    let tag = try MATTag(readingFrom: variable.content, order: order)
    let (bytes, overflow) = shape.count.multipliedReportingOverflow(by: count)
    guard tag.type == MATTag.ContentType.uint8, !overflow, bytes == tag.byteCount else {
      throw .malformed(
        path: path,
        reason:
          "the values of \(Self.variableName) are \(tag.byteCount) bytes of type \(tag.type), "
          + "expected \(count) frames of \(shape.count) bytes of type "
          + "\(MATTag.ContentType.uint8)")
    }
    values = variable.content
    name = String(path.split(separator: "/").last ?? "")
  }

  /// Passes over the variables before the images.
  private static func images(
    in file: BoundedStream, order: MATByteOrder
  ) throws(DataError) -> (element: MATElement, variable: MATVariable) {
    var others: [String] = []
    while file.remaining > 0 {
      let element = try MATElement(readingFrom: file, order: order)
      if let variable = try element.variable() {
        if variable.name == variableName { return (element, variable) }
        others.append(variable.name)
      }
      try element.skipRest()
    }
    let found = others.filter {
      $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } && !$0.isEmpty
    }
    throw .malformed(
      path: file.path,
      reason:
        "the MATLAB file has no variable \(variableName), which holds the images; its variables: "
        + (found.isEmpty ? "none" : found.prefix(8).joined(separator: ", ")))
  }

  mutating func next() throws(DataError) -> (image: Image, name: String) {
    let block = try values.bytes(shape.count)
    let (height, width, channels) = (shape.height, shape.width, shape.channels)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(block.count)
    for row in 0..<height {
      for column in 0..<width {
        for channel in 0..<channels {
          pixels.append(block[row + height * (column + width * channel)])
        }
      }
    }
    index += 1
    return (Image(shape: shape, pixels: pixels), "\(name)#\(index - 1)")
  }

  mutating func skip() throws(DataError) {
    try values.skip(shape.count)
    index += 1
  }

  mutating func finish() throws(DataError) {
    guard values.remaining < 8 else {
      throw .malformed(
        path: file.path, reason: "data follow after the last of \(count) frames")
    }
    try values.skip(values.remaining)
    try element.finish()
    while file.remaining > 0 { try MATElement(readingFrom: file, order: order).skipRest() }
  }
}
