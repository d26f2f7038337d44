extension Image {
  /// Returns the part of the image within a region.
  ///
  /// - Precondition: The image has all pixels of the region.
  public func cropped(to region: ImageRegion) -> Image {
    precondition(region.isInside(shape), "region \(region) of an image of \(shape)")
    let target = ImageShape(
      height: region.height, width: region.width, channels: shape.channels)
    guard target != shape else { return self }
    var cropped: [UInt8] = []
    cropped.reserveCapacity(target.count)
    for row in region.y..<region.y + region.height {
      let start = (row * shape.width + region.x) * shape.channels
      cropped += pixels[start..<start + region.width * shape.channels]
    }
    return Image(shape: target, pixels: cropped)
  }
}
