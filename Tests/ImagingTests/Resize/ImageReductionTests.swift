import Core
import Testing

@testable import Imaging

@Suite struct ImageReductionTests {
  private func image(_ height: Int, _ width: Int, _ channels: Int) -> Image {
    let shape = ImageShape(height: height, width: width, channels: channels)
    return Image(shape: shape, pixels: (0..<shape.count).map { UInt8(($0 * 37 + $0 / 11) % 256) })
  }

  @Test("an image that fits stays as it is")
  func fits() {
    let small = image(5, 8, 3)
    #expect(small.reduced(toFit: 8) == small)
  }

  @Test(
    "each value is the rounded mean of its square",
    arguments: [(9, 7, 1, 4), (100, 33, 3, 25), (1, 50, 3, 7), (40, 1, 1, 1), (64, 64, 3, 63)])
  func means(height: Int, width: Int, channels: Int, side: Int) {
    let large = image(height, width, channels)
    let reduced = large.reduced(toFit: side)
    let factor = (max(height, width) + side - 1) / side
    #expect(max(reduced.shape.height, reduced.shape.width) <= side)
    #expect(reduced.shape == large.shape.reduced(toFit: side))
    for row in 0..<reduced.shape.height {
      for column in 0..<reduced.shape.width {
        for channel in 0..<channels {
          var sum = 0.0
          var count = 0.0
          for y in row * factor..<min(height, (row + 1) * factor) {
            for x in column * factor..<min(width, (column + 1) * factor) {
              sum += Double(large.pixels[(y * width + x) * channels + channel])
              count += 1
            }
          }
          let found = reduced.pixels[(row * reduced.shape.width + column) * channels + channel]
          #expect(abs(Double(found) - sum / count) <= 0.5)
        }
      }
    }
  }
}
