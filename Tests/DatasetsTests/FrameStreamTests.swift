import Core
import CoreTesting
import Testing

@testable import Datasets

@Suite struct FrameStreamTests {
  private let shape = ImageShape(height: 2, width: 2, channels: 1)

  private func frames(of text: String) throws -> [(image: Image, name: String)] {
    var stream = try FrameStream(try DataSource(parsing: text), syntheticShape: shape)
    var frames: [(image: Image, name: String)] = []
    while let frame = try stream.next() { frames.append(frame) }
    #expect(frames.count == stream.count)
    return frames
  }

  @Test("frames come in order, those of the range only, the same as loaded all together")
  func order() throws {
    let loaded = try DataSource(parsing: "noise:5#1..4").load(preparedFor: shape)
    let streamed = try frames(of: "noise:5#1..4")
    #expect(streamed.map(\.name) == loaded.names)
    #expect(streamed.indices.allSatisfy { streamed[$0].image == loaded.images[$0] })
    #expect(try frames(of: "constant:3").count == 3)
  }

  @Test("frames of a file keep their own size")
  func ownSize() throws {
    let folder = TemporaryFolder()
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3]
    let path = try folder.write(header + [1, 2, 3, 4, 5, 6], to: "images.idx")
    let images = try frames(of: path).map(\.image)
    let size = ImageShape(height: 1, width: 3, channels: 1)
    #expect(
      images == [Image(shape: size, pixels: [1, 2, 3]), Image(shape: size, pixels: [4, 5, 6])])
    let brighter = try frames(of: "brightness:50:\(path)").map(\.image)
    #expect(brighter.map(\.pixels) == [[50, 100, 150], [200, 250, 255]])
  }

  @Test("a range beyond the end, and a source that is not there, are errors")
  func errors() throws {
    let error = #expect(throws: DataError.self) { try frames(of: "noise:5#3..6") }
    #expect(error == .rangeBeyondEnd(source: "noise:5", range: 3..<6, count: 5))
    #expect(throws: DataError.notFound(path: "/nowhere/images.idx")) {
      try frames(of: "/nowhere/images.idx")
    }
  }
}
