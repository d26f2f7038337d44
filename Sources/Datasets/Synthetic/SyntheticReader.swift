internal import Core

/// Gives the frames of a synthetic set one after the other.
struct SyntheticReader: FrameReader {
  let count: Int
  private let base: String
  private let make: (Int) -> Image
  private var index = 0

  /// Creates a reader of `count` frames, named after `base`.
  init(count: Int, base: String, make: @escaping (Int) -> Image) {
    self.count = count
    self.base = base
    self.make = make
  }

  mutating func next() throws(DataError) -> (image: Image, name: String) {
    defer { index += 1 }
    return (make(index), "\(base)#\(index)")
  }

  mutating func skip() throws(DataError) { index += 1 }

  mutating func finish() throws(DataError) {}
}
