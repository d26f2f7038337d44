import Core
import Imaging
import Testing

@Suite struct ImageEncoderTests {
  @Test("A PNG keeps every value", arguments: [1, 3])
  func png(channels: Int) throws {
    for (height, width) in [(1, 1), (7, 30), (64, 64)] {
      let image = patternImage(height, width, channels)
      #expect(try ImageDecoder.decodePNG(ImageEncoder.encodePNG(image)) == image)
    }
  }

  @Test("A PNG of more than a mebibyte passes the decoder's limit for other chunks")
  func largePNG() throws {
    let image = patternImage(800, 700, 3)
    let file = try ImageEncoder.encodePNG(image)
    #expect(file.count > 1 << 20)
    #expect(try ImageDecoder.decodePNG(file) == image)
  }

  // Sizes of OpenCV 5.0, cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 9]).
  @Test("At a level given a PNG is as large as OpenCV's", arguments: [(1, 165), (3, 437)])
  func sizes(channels: Int, size: Int) throws {
    let shape = ImageShape(height: 32, width: 32, channels: channels)
    let pixels = (0..<shape.count).map { index -> UInt8 in
      let place = index / channels
      return UInt8((place / 32 * 7 + place % 32 * 5 + place * index / channels % 11) % 256)
    }
    let file = try ImageEncoder.encodePNG(Image(shape: shape, pixels: pixels), compression: 9)
    #expect(file.count == size)
  }

  @Test("A JPEG keeps a smooth image within a few grey levels", arguments: [1, 3])
  func jpeg(channels: Int) throws {
    let shape = ImageShape(height: 20, width: 30, channels: channels)
    let pixels = (0..<shape.count).map { UInt8($0 / channels / 30 * 4 + $0 / channels % 30 * 3) }
    let image = Image(shape: shape, pixels: pixels)
    let decoded = try ImageDecoder.decodeJPEG(ImageEncoder.encodeJPEG(image, quality: 100))
    // Quality 100 quantises by 1: half a level for each of few large coefficients.
    #expect(try largestDifference(decoded, image) <= 3)
  }

  @Test("Lower quality takes fewer bytes")
  func quality() throws {
    let image = patternImage(64, 64, 3)
    let high = try ImageEncoder.encodeJPEG(image, quality: 95)
    let low = try ImageEncoder.encodeJPEG(image, quality: 30)
    #expect(low.count < high.count / 2)
  }

  @Test("An image that no format holds is refused")
  func notEncodable() {
    for (height, width, channels) in [(2, 2, 2), (0, 2, 1), (1, 65_536, 1)] {
      let shape = ImageShape(height: height, width: width, channels: channels)
      let image = Image(shape: shape, pixels: [UInt8](repeating: 0, count: shape.count))
      #expect(throws: ImageCodingError.self) { try ImageEncoder.encodePNG(image) }
      #expect(throws: ImageCodingError.self) { try ImageEncoder.encodeJPEG(image) }
    }
  }
}
