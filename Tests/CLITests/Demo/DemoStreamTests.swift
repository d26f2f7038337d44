import Core
import Datasets
import Testing

@testable import CLI

@Suite("The frames of the demonstration")
struct DemoStreamTests {
  private static let shape = ImageShape(height: 6, width: 4, channels: 1)

  private static func images(_ count: Int) -> ImageSet {
    var images = ImageSet(shape: shape)
    for index in 0..<count {
      images.append(
        Image(shape: shape, pixels: (0..<shape.count).map { UInt8((index * 37 + $0) % 256) }))
    }
    return images
  }

  @Test("every normal frame is sent once, in order and unchanged")
  func normalFrames() {
    let images = Self.images(50)
    let stream = DemoStream(normal: images, faults: Self.images(3), episodes: 2, seed: 4)
    let normal = stream.frames.filter { $0.kind == .normal }.map(\.image)
    #expect(normal == (0..<50).map { images[$0] })
  }

  @Test("each fault comes in whole episodes, the same number of each")
  func episodes() {
    let stream = DemoStream(normal: Self.images(90), faults: Self.images(3), episodes: 3, seed: 4)
    for kind in DemoFrameKind.faults {
      #expect(stream.frames.count { $0.kind == kind } == 3 * DemoStream.episodeLength)
    }
    var lengths: [Int] = []
    for (index, frame) in stream.frames.enumerated() where frame.kind != .normal {
      if index > 0, stream.frames[index - 1].kind != .normal {
        lengths[lengths.count - 1] += 1
      } else {
        lengths.append(1)
      }
    }
    #expect(lengths == Array(repeating: DemoStream.episodeLength, count: 15))
  }

  @Test("the seed determines the stream, and another seed gives another one")
  func seeds() {
    func kinds(_ seed: UInt64) -> [DemoFrameKind] {
      DemoStream(normal: Self.images(20), faults: Self.images(3), episodes: 4, seed: seed)
        .frames.map(\.kind)
    }
    #expect(kinds(1) == kinds(1))
    #expect(kinds(1) != kinds(2))
  }

  @Test("torn rows keep their own values and stay in their row")
  func tornRows() {
    var generator = SeededGenerator(seed: 9)
    let image = Self.images(1)[0]
    let torn = DemoFrameKind.torn.frame(from: image, using: &generator)
    #expect(torn != image)
    for row in 0..<6 {
      let range = row * 4..<row * 4 + 4
      #expect(torn.pixels[range].sorted() == image.pixels[range].sorted())
    }
  }

  @Test("a negative of a negative is the frame itself, and black becomes white")
  func inverted() {
    var generator = SeededGenerator(seed: 9)
    let image = Self.images(1)[0]
    let once = DemoFrameKind.inverted.frame(from: image, using: &generator)
    #expect(once.pixels[0] == 255)
    #expect(DemoFrameKind.inverted.frame(from: once, using: &generator) == image)
  }

  @Test("a bar covers half of the frame with one grey, wherever it lies", arguments: 0..<50)
  func covered(seed: Int) {
    let image = Image(shape: Self.shape, pixels: (0..<24).map { UInt8($0) })
    var generator = SeededGenerator(seed: UInt64(seed))
    let covered = DemoFrameKind.covered.frame(from: image, using: &generator)
    let changed = covered.pixels.indices.filter { covered.pixels[$0] != image.pixels[$0] }
    // The grey may happen to be the value of one pixel below it.
    #expect((11...12).contains(changed.count))
    #expect(Set(changed.map { covered.pixels[$0] }).count == 1)
  }

  @Test("a constant frame has one value and noise has many")
  func constantAndNoise() {
    var generator = SeededGenerator(seed: 9)
    let image = Self.images(1)[0]
    let constant = DemoFrameKind.constant.frame(from: image, using: &generator)
    let noise = DemoFrameKind.noise.frame(from: image, using: &generator)
    #expect(Set(constant.pixels).count == 1)
    #expect(Set(noise.pixels).count > 15)
  }
}
