import Core
import Imaging
import Testing

@Suite struct ImageDecoderTests {
  @Test(
    "A PNG of every kind decodes to the values it was made of",
    arguments: [
      "grey1", "grey2", "grey4", "grey8", "grey16", "greyalpha8", "greyalpha16", "rgb8", "rgb16",
      "rgba8", "rgba16", "palette",
    ])
  func png(name: String) throws {
    let golden = try Golden()
    let file = try golden.file("png.\(name)")
    let expected = try golden.image("png.\(name).output")
    #expect(try ImageDecoder.decodePNG(file) == expected)
    #expect(try ImageDecoder.decode(file) == expected)
  }

  @Test(
    "A JPEG decodes to Pillow's values within one grey level",
    arguments: ["rgb", "subsampled", "progressive", "grey"])
  func jpeg(name: String) throws {
    let golden = try Golden()
    let file = try golden.file("jpeg.\(name)")
    let decoded = try ImageDecoder.decodeJPEG(file)
    // Pillow brings a later libjpeg-turbo, whose rounding may differ.
    #expect(try largestDifference(decoded, golden.image("jpeg.\(name).output")) <= 1)
    #expect(try ImageDecoder.decode(file) == decoded)
  }

  @Test("A JPEG of four inks is refused")
  func cmyk() throws {
    let file = try Golden().file("cmyk")
    #expect(throws: ImageCodingError.unsupportedColours(codec: "JPEG")) {
      try ImageDecoder.decodeJPEG(file)
    }
  }

  @Test(
    "Bytes that begin like neither are refused", arguments: [[], [0xFF], [0x89, 0x50], [1, 2]])
  func unknown(bytes: [UInt8]) {
    #expect(throws: ImageCodingError.unknownFormat) { try ImageDecoder.decode(bytes) }
  }

  @Test(
    "A file cut short is refused, wherever it is cut",
    arguments: ["png.grey8", "png.palette", "png.rgba16", "jpeg.rgb", "jpeg.progressive"])
  func truncation(name: String) throws {
    let file = try Golden().file(name)
    // The image is whole without the end marker of a JPEG, and the end chunk's checksum of a PNG.
    let needed = file.count - (name.hasPrefix("jpeg") ? 2 : 4)
    for count in 0..<needed {
      #expect(throws: ImageCodingError.self, "\(count) bytes of \(file.count)") {
        try ImageDecoder.decode(Array(file.prefix(count)))
      }
    }
  }

  @Test(
    "A damaged file is decoded or refused, and never crashes",
    arguments: ["png.rgb8", "png.palette", "jpeg.subsampled", "jpeg.progressive"])
  func damage(name: String) throws {
    let file = try Golden().file(name)
    var state: UInt32 = 99
    func next(_ bound: Int) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 8) % bound
    }
    let whole = try ImageDecoder.decode(file)
    var refused = 0
    for _ in 0..<2000 {
      var damaged = file
      for _ in 0...next(4) { damaged[next(file.count)] = UInt8(next(256)) }
      do {
        let limits = DecodingLimits(maximumBytes: 1 << 20)
        let decoded = try ImageDecoder.decode(damaged, limits: limits)
        // A PNG has checksums; much of a JPEG's data may be anything.
        if name.hasPrefix("png") { #expect(decoded == whole) }
      } catch {
        refused += 1
      }
    }
    #expect(refused > (name.hasPrefix("png") ? 1500 : 200))
  }

  @Test("A header that states a huge image is refused before anything is allocated")
  func bombs() throws {
    var png = try Golden().file("png.grey8")
    png.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
    // The checksum of the header, which the decoder checks first.
    png.replaceSubrange(29..<33, with: crc32(png[12..<29]))
    #expect(
      throws: ImageCodingError.tooLarge(
        width: 2_147_483_647, height: 2_147_483_647,
        maximumBytes: DecodingLimits.standard.maximumBytes)
    ) { try ImageDecoder.decodePNG(png) }

    var jpeg = try Golden().file("jpeg.grey")
    let frame = try #require(jpeg.firstRange(of: [0xFF, 0xC0]))
    jpeg.replaceSubrange(
      frame.lowerBound + 5..<frame.lowerBound + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
    #expect(
      throws: ImageCodingError.tooLarge(
        width: 65_500, height: 65_500, maximumBytes: DecodingLimits.standard.maximumBytes)
    ) { try ImageDecoder.decodeJPEG(jpeg) }
  }

  @Test("The limit is the bytes of three channels, exactly")
  func limit() throws {
    let file = try ImageEncoder.encodePNG(patternImage(10, 10, 1))
    let decoded = try ImageDecoder.decode(file, limits: DecodingLimits(maximumBytes: 300))
    #expect(decoded == patternImage(10, 10, 1))
    #expect(throws: ImageCodingError.tooLarge(width: 10, height: 10, maximumBytes: 299)) {
      try ImageDecoder.decode(file, limits: DecodingLimits(maximumBytes: 299))
    }
  }

  /// The checksum of a PNG chunk, bit by bit.
  private func crc32(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~crc >> $0) }
  }
}
