import Core
import Testing

@testable import Datasets

@Suite struct SyntheticFramesTests {
  private let shape = ImageShape(height: 32, width: 32, channels: 3)

  private func load(_ text: String, seed: UInt64 = 0) throws -> LoadedFrames {
    try DataSource(parsing: text).load(preparedFor: shape, seed: seed)
  }

  @Test("Frames depend on the seed and their number only", arguments: ["noise", "constant"])
  func determinism(kind: String) throws {
    let ten = try load("\(kind):10", seed: 4)
    let part = try load("\(kind):8#5..7", seed: 4)
    #expect(part.images == ten.images[[5, 6]])
    #expect(part.names == ["\(kind):8#5", "\(kind):8#6"])
    #expect(try load("\(kind):10", seed: 5).images != ten.images)
    #expect(ten.images[0] != ten.images[1])
  }

  @Test("Noise has every value equally often")
  func noiseIsUniform() throws {
    let frames = try load("noise:100")
    var counts = [Int](repeating: 0, count: 256)
    for value in frames.images.pixels { counts[Int(value)] += 1 }
    // 307,200 values: 1,200 of each, with a standard deviation of 34.6: six of those.
    #expect(counts.allSatisfy { abs($0 - 1200) < 208 })
  }

  @Test("A constant frame has one colour, and its channels are independent")
  func constantIsConstant() throws {
    let frames = try load("constant:200")
    var different = 0
    for index in 0..<frames.count {
      let pixels = frames.images[index].pixels
      #expect(pixels.indices.allSatisfy { pixels[$0] == pixels[$0 % 3] })
      if pixels[0] != pixels[1] { different += 1 }
    }
    // Two uniform bytes agree once in 256 times.
    #expect(different > 190)
  }
}
