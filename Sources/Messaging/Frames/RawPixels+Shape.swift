extension RawPixels {
  /// Reads a shape as rows, columns and channels.
  ///
  /// Two dimensions are a grey image. Three are `[rows, columns, channels]` if the last is a
  /// number of channels (1, 3 or 4), else `[channels, rows, columns]` if the first is. Leading
  /// dimensions of size 1 count only where the image needs them: `[1, rows, columns, channels]`
  /// is one image.
  ///
  /// - Precondition: `bytes` has exactly the bytes of this shape and type.
  /// - Returns: Nothing, if the shape is that of no image.
  init?(shape: [Int], type: PixelType, bytes: [UInt8]) {
    var shape = shape
    if shape.count == 4, shape[0] == 1 { shape.removeFirst() }
    let channelCounts = [1, 3, 4]
    switch shape.count {
    case 2:
      self.init(height: shape[0], width: shape[1], channels: 1, type: type, bytes: bytes)
    case 3 where channelCounts.contains(shape[2]):
      self.init(height: shape[0], width: shape[1], channels: shape[2], type: type, bytes: bytes)
    case 3 where channelCounts.contains(shape[0]):
      self.init(
        height: shape[1], width: shape[2], channels: shape[0], layout: .planar, type: type,
        bytes: bytes)
    default:
      return nil
    }
  }
}
