internal import Core

/// The images of a binary CIFAR file: records of one label (CIFAR-10) or two (CIFAR-100), then
/// 32×32 red, green and blue values, one plane after the other.
struct CIFARFile: FrameReader {
  /// The shape of every image.
  static let shape = ImageShape(height: 32, width: 32, channels: 3)

  let count: Int

  private let labels: Int
  private let path: String
  private let name: String
  private let stream: any ByteStream
  private var index = 0

  init(path: String) throws(DataError) {
    let file = try InputFile(path: path)
    let size = file.size
    let values = Self.shape.count
    guard let labels = [1, 2].first(where: { size.isMultiple(of: $0 + values) }) else {
      throw .malformed(
        path: path,
        reason: "the size of \(size) bytes is not a whole number of CIFAR-10 records of "
          + "\(1 + values) bytes or CIFAR-100 records of \(2 + values)")
    }
    self.labels = labels
    self.count = size / (labels + values)
    self.path = path
    self.name = String(path.split(separator: "/").last ?? "")
    self.stream = PlainStream(file: file)
  }

  mutating func next() throws(DataError) -> (image: Image, name: String) {
    let plane = Self.shape.height * Self.shape.width
    var record = [UInt8](repeating: 0, count: labels + 3 * plane)
    guard try stream.fill(&record) == record.count else {
      throw .malformed(path: path, reason: "the file became shorter while it was read")
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * plane)
    for pixel in 0..<plane {
      for channel in 0..<3 { pixels.append(record[labels + channel * plane + pixel]) }
    }
    index += 1
    return (Image(shape: Self.shape, pixels: pixels), "\(name)#\(index - 1)")
  }

  mutating func skip() throws(DataError) {
    _ = try next()
  }

  mutating func finish() throws(DataError) {}
}
