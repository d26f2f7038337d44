public import Core

extension Image {
  /// Returns the image as the model reads it: its channels converted, then resized.
  ///
  /// - Precondition: As for `converted(toChannels:)` and `resized(height:width:)`.
  public func prepared(for shape: ImageShape) -> Image {
    converted(toChannels: shape.channels).resized(height: shape.height, width: shape.width)
  }

  /// Returns the part of the image within a region, or all of it, as the model reads it.
  ///
  /// - Precondition: The image has all pixels of the region, and as for `prepared(for:)`.
  public func prepared(for shape: ImageShape, region: ImageRegion?) -> Image {
    (region.map(cropped(to:)) ?? self).prepared(for: shape)
  }

  /// Returns the image resized exactly as Pillow's `resize` with `BILINEAR` does.
  ///
  /// - Precondition: No size is below 1.
  public func resized(height: Int, width: Int) -> Image {
    guard height != shape.height || width != shape.width else { return self }
    return ImageResizer(from: shape, height: height, width: width).resize(self)
  }

  /// Returns the image with one (grey) or three (red, green, blue) channels.
  ///
  /// Grey becomes colour by repetition. Colour becomes grey by the luma of ITU-R 601 in fixed
  /// point, as Pillow's mode `L`: (19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶, rounded down.
  ///
  /// - Precondition: The image already has that many channels, or the two are 1 and 3.
  public func converted(toChannels channels: Int) -> Image {
    guard channels != shape.channels else { return self }
    let target = ImageShape(height: shape.height, width: shape.width, channels: channels)
    switch (shape.channels, channels) {
    case (1, 3):
      var colour: [UInt8] = []
      colour.reserveCapacity(target.count)
      for value in pixels {
        for _ in 0..<3 { colour.append(value) }
      }
      return Image(shape: target, pixels: colour)
    case (3, 1):
      let source = pixels.span
      let grey = (0..<target.count).map { pixel in
        let sum =
          19595 * Int(source[3 * pixel]) + 38470 * Int(source[3 * pixel + 1])
          + 7471 * Int(source[3 * pixel + 2]) + 0x8000
        return UInt8(sum >> 16)
      }
      return Image(shape: target, pixels: grey)
    default:
      preconditionFailure("no conversion from \(shape.channels) to \(channels) channels")
    }
  }
}
