import Core
import Imaging
import Testing

@Suite struct JPEG2000EncoderTests {
  /// Slopes, another one a channel, with an edge where a value passes 255.
  private func slopes(_ height: Int, _ width: Int, _ channels: Int) -> Image {
    let shape = ImageShape(height: height, width: width, channels: channels)
    let pixels = (0..<shape.count).map { index in
      let (row, column) = (index / channels / width, index / channels % width)
      return UInt8((5 * row + 2 * column + 17 * (index % channels)) % 256)
    }
    return Image(shape: shape, pixels: pixels)
  }

  @Test("A JPEG 2000 image keeps every value", arguments: [1, 3])
  func lossless(channels: Int) throws {
    for (height, width) in [
      (32, 32), (1, 1), (1, 40), (33, 2), (7, 30), (31, 32), (64, 64), (200, 130),
    ] {
      for image in [patternImage(height, width, channels), slopes(height, width, channels)] {
        #expect(try DecodedJPEG2000.image(ImageEncoder.encodeJPEG2000(image)) == image)
      }
    }
  }

  @Test(
    "The size is that of Pillow's and OpenCV's lossless files",
    arguments: [
      // len of Image.fromarray(a).save(file, "JPEG2000"), and of cv2.imencode(".jp2", a,
      // [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000]), of Pillow 13.0 and OpenCV 5.0.
      (32, 1, 1426, 291), (32, 3, 3808, 441), (64, 3, 13_917, 1908),
    ])
  func size(side: Int, channels: Int, pattern: Int, slope: Int) throws {
    let files = try [patternImage(side, side, channels), slopes(side, side, channels)].map {
      try ImageEncoder.encodeJPEG2000($0)
    }
    // The libraries write their version into the file: a digit more or less is none of the image.
    #expect(abs(files[0].count - pattern) <= 2)
    #expect(abs(files[1].count - slope) <= 2)
  }

  @Test("An image encodes to the same bytes each time, in a JP2 file")
  func deterministic() throws {
    let image = slopes(32, 32, 3)
    let file = try ImageEncoder.encodeJPEG2000(image)
    #expect(file.prefix(12) == [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 13, 10, 0x87, 10])
    for _ in 0..<3 { #expect(try ImageEncoder.encodeJPEG2000(image) == file) }
  }

  @Test("An image that the format does not hold is refused")
  func notEncodable() {
    for (height, width, channels) in [(2, 2, 2), (0, 2, 1), (1, 65_536, 1), (2, 2, 4)] {
      let shape = ImageShape(height: height, width: width, channels: channels)
      let image = Image(shape: shape, pixels: [UInt8](repeating: 0, count: shape.count))
      #expect(
        throws: ImageCodingError.notEncodable(height: height, width: width, channels: channels)
      ) { try ImageEncoder.encodeJPEG2000(image) }
    }
  }

  @Test("A PNG of a chosen level keeps every value, the highest in the fewest bytes")
  func pngLevels() throws {
    let image = slopes(64, 64, 3)
    let standard = try ImageEncoder.encodePNG(image)
    let levels = try (0...9).map { try ImageEncoder.encodePNG(image, compression: $0) }
    for file in levels { #expect(try ImageDecoder.decodePNG(file) == image) }
    #expect(levels[9].count <= standard.count)
    // Level 0 stores what there is: 64 rows of 192 values and a filter each.
    #expect(levels[0].count > 64 * 193 && levels[9].count < levels[0].count / 2)
    #expect(try ImageEncoder.encodePNG(image, compression: nil) == standard)
  }
}
