extension Image {
  /// Returns the image with each channel replaced by what `transform` makes of it.
  ///
  /// A plane is the values of one channel, row after row; what is returned for it is rounded to the
  /// nearest whole number, halves upwards, and clipped to 0…255.
  ///
  /// - Precondition: `transform` returns as many values as it is given, all finite.
  func mappingPlanes(_ transform: (_ plane: [Double]) -> [Double]) -> Image {
    var mapped = self
    let channels = shape.channels
    for channel in 0..<channels {
      let places = stride(from: channel, to: pixels.count, by: channels)
      let plane = transform(places.map { Double(pixels[$0]) })
      precondition(
        plane.count == shape.height * shape.width, "\(plane.count) values for a plane of \(shape)")
      for (place, value) in zip(places, plane) {
        mapped.pixels[place] = UInt8(min(max(value.rounded(), 0), 255))
      }
    }
    return mapped
  }
}
