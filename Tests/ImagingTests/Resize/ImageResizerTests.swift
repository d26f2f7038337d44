import Core
import Imaging
import Testing

@Suite struct ImageResizerTests {
  @Test(
    "Resizing gives Pillow's bilinear values exactly",
    arguments: [
      "enlarge", "shrink", "shrink_far", "mixed", "one", "to_one", "width_only", "height_only",
    ])
  func golden(name: String) throws {
    let golden = try Golden()
    let input = try golden.image("resize.\(name).input")
    let expected = try golden.image("resize.\(name).output")
    let resized = input.resized(height: expected.shape.height, width: expected.shape.width)
    #expect(resized == expected)
  }

  @Test("An image of one value keeps it at any size")
  func constant() {
    let flat = Image(
      shape: ImageShape(height: 37, width: 41, channels: 1),
      pixels: [UInt8](repeating: 201, count: 37 * 41))
    for size in [1, 2, 32, 37, 100] {
      #expect(flat.resized(height: size, width: 2 * size).pixels.allSatisfy { $0 == 201 })
    }
  }

  @Test("The same size gives the same image")
  func identity() {
    let image = patternImage(9, 8, 3)
    #expect(image.resized(height: 9, width: 8) == image)
    let resizer = ImageResizer(from: image.shape, height: 9, width: 8)
    #expect(resizer.resize(image) == image)
  }

  @Test("A mirrored image resizes to the mirror image")
  func mirror() {
    func mirrored(_ image: Image) -> Image {
      let width = image.shape.width
      let pixels = (0..<image.shape.count).map { index in
        image.pixels[index / width * width + width - 1 - index % width]
      }
      return Image(shape: image.shape, pixels: pixels)
    }
    let image = patternImage(12, 31, 1)
    for width in [7, 16, 50] {
      #expect(
        mirrored(image).resized(height: 12, width: width)
          == mirrored(image.resized(height: 12, width: width)))
    }
  }
}
