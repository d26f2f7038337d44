extension Image {
  /// Returns the image with left and right exchanged.
  public func mirrored() -> Image {
    var mirrored = self
    let channels = shape.channels
    for y in 0..<shape.height {
      for x in 0..<shape.width {
        let source = (y * shape.width + shape.width - 1 - x) * channels
        let target = (y * shape.width + x) * channels
        for channel in 0..<channels { mirrored.pixels[target + channel] = pixels[source + channel] }
      }
    }
    return mirrored
  }
}
