/// An ordered collection of images of one shape, held as one block of bytes.
public struct ImageSet: Equatable, Sendable {
  /// The size of every image.
  public let shape: ImageShape

  /// The values of all images, one image after the other, each laid out as in `Image`.
  public private(set) var pixels: [UInt8]

  /// Creates a set from the values of its images, one image after the other.
  ///
  /// - Precondition: `pixels.count` is a multiple of `shape.count`, and `shape.count > 0`.
  public init(shape: ImageShape, pixels: [UInt8] = []) {
    precondition(
      shape.count > 0 && pixels.count.isMultiple(of: shape.count),
      "\(pixels.count) values are not a whole number of images of \(shape)")
    self.shape = shape
    self.pixels = pixels
  }

  /// The number of images.
  public var count: Int { pixels.count / shape.count }

  /// The image at `index`, counted from 0; setting is not offered, sets only grow.
  public subscript(index: Int) -> Image {
    let start = index * shape.count
    return Image(shape: shape, pixels: Array(pixels[start..<start + shape.count]))
  }

  /// The images at `indices`, in that order.
  public subscript(indices: some Sequence<Int>) -> ImageSet {
    var chosen = ImageSet(shape: shape)
    for index in indices {
      let start = index * shape.count
      chosen.pixels.append(contentsOf: pixels[start..<start + shape.count])
    }
    return chosen
  }

  /// Adds an image at the end.
  ///
  /// - Precondition: The image has the shape of the set.
  public mutating func append(_ image: Image) {
    precondition(image.shape == shape, "an image of \(image.shape) in a set of \(shape)")
    pixels.append(contentsOf: image.pixels)
  }
}
