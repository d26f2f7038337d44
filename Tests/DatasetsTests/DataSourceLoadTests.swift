import Core
import CoreTesting
import Imaging
import Testing

@testable import Datasets

@Suite struct DataSourceLoadTests {
  private let folder = TemporaryFolder()
  private let grey2 = ImageShape(height: 2, width: 2, channels: 1)

  private func load(_ text: String, _ shape: ImageShape) throws -> LoadedFrames {
    try DataSource(parsing: text).load(preparedFor: shape)
  }

  @Test("The frames of a file come in order with their names, and progress counts them")
  func wholeFile() throws {
    let path = try folder.write(IDXBytes.small, to: "small-idx")
    var seen: [[Int]] = []
    let frames = try DataSource(parsing: path).load(preparedFor: grey2) { seen.append([$0, $1]) }
    #expect(frames.images.pixels == Array(0..<12))
    #expect(frames.names == ["small-idx#0", "small-idx#1", "small-idx#2"])
    #expect(seen == [[1, 3], [2, 3], [3, 3]])
  }

  @Test("A range takes its frames and keeps their numbers", arguments: ["", ".gz", ".xz"])
  func range(suffix: String) throws {
    let bytes =
      ["": IDXBytes.small, ".gz": IDXBytes.smallGzip, ".xz": IDXBytes.smallXZ][suffix] ?? []
    let path = try folder.write(bytes, to: "set\(suffix)")
    let frames = try load("\(path)#1..3", grey2)
    #expect(frames.images.pixels == Array(4..<12))
    #expect(frames.names == ["set\(suffix)#1", "set\(suffix)#2"])
  }

  @Test("A range beyond the end is refused with the number of frames there are")
  func rangeBeyondEnd() throws {
    let path = try folder.write(IDXBytes.small, to: "small")
    #expect(throws: DataError.rangeBeyondEnd(source: path, range: 2..<4, count: 3)) {
      try load("\(path)#2..4", grey2)
    }
  }

  @Test("Grey frames are repeated for a colour model and resized as Imaging does")
  func preparation() throws {
    let path = try folder.write(IDXBytes.small, to: "small")
    let shape = ImageShape(height: 5, width: 3, channels: 3)
    let frames = try load(path, shape)
    let first = Image(shape: grey2, pixels: [0, 1, 2, 3]).prepared(for: shape)
    #expect(frames.images[0] == first)
    #expect(frames.images.shape == shape)
  }

  @Test("Brightness multiplies what is resized, not what is read")
  func brightness() throws {
    let path = try folder.write(
      IDXBytes.make(sizes: [1, 1, 2], values: [0, 255]), to: "edge")
    // Halfway between 0 and 255 lies 127.5, rounded to 128; twice that is clipped. Multiplied
    // before, the same place would be as 0 and 255 are: 128.
    let shape = ImageShape(height: 1, width: 3, channels: 1)
    let plain = try load(path, shape).images.pixels
    let expected = plain.map { UInt8(min(2 * Int($0), 255)) }
    #expect(expected != plain)
    #expect(try load("brightness:2:\(path)", shape).images.pixels == expected)
    #expect(try load("brightness:0:\(path)#0..1", shape).images.pixels == [0, 0, 0])
  }

  @Test("Synthetic frames have a brightness as others do, in their names too")
  func syntheticBrightness() throws {
    let plain = try load("noise:3#1..3", grey2)
    let halved = try load("brightness:0.5:noise:3#1..3", grey2)
    #expect(halved.images.pixels == plain.images.pixels.map { $0 / 2 })
    #expect(halved.names == ["brightness:0.5:noise:3#1", "brightness:0.5:noise:3#2"])
  }

  @Test("An empty file of images is refused")
  func empty() throws {
    let path = try folder.write(IDXBytes.make(sizes: [0, 2, 2], values: []), to: "none")
    #expect(throws: DataError.empty(source: path)) { try load(path, grey2) }
  }

  @Test("A path that does not exist is named")
  func missing() {
    let path = folder.path(of: "nothing")
    #expect(throws: DataError.notFound(path: path)) { try load(path, grey2) }
  }

  @Test("Fashion-MNIST without its package names the package to install")
  func missingPackage() throws {
    let source = try DataSource(parsing: "fashion-mnist:test")
    let error = #expect(throws: DataError.self) {
      try source.load(.test, from: folder.path, preparedFor: grey2) { _, _ in }
    }
    #expect(
      error == .packageMissing(path: folder.path(of: "t10k-images-idx3-ubyte.gz")))
    #expect(error?.description.contains("apt-get install dataset-fashion-mnist") == true)
  }

  @Test("More frames than memory holds are refused before any is made")
  func tooLarge() throws {
    let large = ImageShape(height: 4096, width: 4096, channels: 3)
    #expect(throws: DataError.self) { try load("noise:2000000000", large) }
  }
}
