internal import Core

extension DataSource {
  /// The wanted part of a frame.
  func part(of frame: (image: Image, name: String)) throws(DataError) -> Image {
    guard let region else { return frame.image }
    guard region.isInside(frame.image.shape) else {
      throw .regionOutside(frame: frame.name, region: region, shape: frame.image.shape)
    }
    return frame.image.cropped(to: region)
  }

  /// The frame multiplied by the source's brightness, if it has one.
  func brightened(_ image: Image) -> Image {
    brightness?.applied(to: image) ?? image
  }
}
