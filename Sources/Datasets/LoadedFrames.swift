public import Core

/// The frames of a data source in the shape of a model, with a name each.
public struct LoadedFrames: Equatable, Sendable {
  /// The images.
  public private(set) var images: ImageSet

  /// A name a frame: the path within a folder, or the source and the number of the frame in it.
  public private(set) var names: [String]

  /// The number of frames.
  public var count: Int { names.count }

  /// Creates an empty collection of frames of one shape.
  init(shape: ImageShape) {
    images = ImageSet(shape: shape)
    names = []
  }

  mutating func append(_ image: Image, name: String) {
    images.append(image)
    names.append(name)
  }
}
