import Core
import Testing

@testable import Messaging

@Suite struct RawPixelsTests {
  private func image(
    _ shape: [Int], _ values: [UInt8], _ type: PixelType = .unsigned8, _ order: ColorOrder = .rgb
  ) throws -> Image {
    try #require(RawPixels(shape: shape, type: type, bytes: values)).image(order: order)
  }

  @Test("rows and columns are a grey image, and so is one channel, in front or at the end")
  func grey() throws {
    let expected = Image(
      shape: ImageShape(height: 2, width: 3, channels: 1), pixels: [1, 2, 3, 4, 5, 6])
    for shape in [[2, 3], [2, 3, 1], [1, 2, 3, 1]] {
      #expect(try image(shape, [1, 2, 3, 4, 5, 6]) == expected, "\(shape)")
    }
    let columns = Image(shape: ImageShape(height: 2, width: 2, channels: 1), pixels: [1, 2, 3, 4])
    #expect(try image([1, 2, 2], [1, 2, 3, 4]) == columns)
    #expect(try image([1, 1, 2, 2], [1, 2, 3, 4]) == columns)
  }

  @Test("channels at the end, in front, and with one to be ignored")
  func colour() throws {
    let pixels: [UInt8] = [1, 2, 3, 4, 5, 6]
    let expected = Image(shape: ImageShape(height: 1, width: 2, channels: 3), pixels: pixels)
    #expect(try image([1, 2, 3], pixels) == expected)
    #expect(try image([1, 2, 4], [1, 2, 3, 99, 4, 5, 6, 99]) == expected)
    #expect(try image([1, 2, 4], [3, 2, 1, 99, 6, 5, 4, 99], .unsigned8, .bgr) == expected)
    #expect(try image([1, 2, 3], [3, 2, 1, 6, 5, 4], .unsigned8, .bgr) == expected)
    // Planes of 2×2: red 1 2 3 4, green 5 6 7 8, blue 9 10 11 12.
    #expect(
      try image([3, 2, 2], Array(1...12)).pixels == [1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12])
    #expect(
      try image([3, 2, 2], Array(1...12), .unsigned8, .bgr).pixels
        == [9, 5, 1, 10, 6, 2, 11, 7, 3, 12, 8, 4])
  }

  @Test("16-bit values are scaled from their bit depth, with rounding, for every value")
  func bitDepths() throws {
    for depth in 8...16 {
      let largest = (1 << depth) - 1
      let values = Array(0...largest)
      let little = values.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      let big = values.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
      let expected = values.map { UInt8((Double($0) * 255 / Double(largest)).rounded()) }
      let half = largest / 2 + 1
      #expect(
        try image([2, half], little, .unsigned16(bigEndian: false, bitDepth: depth)).pixels
          == expected)
      #expect(
        try image([2, half], big, .unsigned16(bigEndian: true, bitDepth: depth)).pixels == expected)
    }
  }

  @Test("numpy's names of a type are known, and no others")
  func typeNames() {
    for name in ["uint8", "u1", "|u1"] {
      #expect(PixelType(name: name, bitDepth: 16) == .unsigned8)
    }
    #expect(PixelType(name: "uint16", bitDepth: 12) == .unsigned16(bigEndian: false, bitDepth: 12))
    #expect(PixelType(name: "<u2", bitDepth: 16) == .unsigned16(bigEndian: false, bitDepth: 16))
    #expect(PixelType(name: ">u2", bitDepth: 16) == .unsigned16(bigEndian: true, bitDepth: 16))
    for name in ["bool", "|b1"] { #expect(PixelType(name: name, bitDepth: 16) == .boolean) }
    for name in ["", "int8", "float32", "<f4", "O", "|O8", "uint32", "U1", "V1", "datetime64"] {
      #expect(PixelType(name: name, bitDepth: 16) == nil)
    }
  }
}
