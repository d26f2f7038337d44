import Core
import CoreTesting
import Testing

@testable import Datasets

@Suite struct IDXFileTests {
  private let folder = TemporaryFolder()
  private let grey2 = ImageShape(height: 2, width: 2, channels: 1)

  private func load(_ bytes: [UInt8], as name: String = "data") throws -> LoadedFrames {
    let path = try folder.write(bytes, to: name)
    return try DataSource(kind: .path(path)).load(preparedFor: grey2)
  }

  @Test("Colour images of four axes keep their channels together")
  func colour() throws {
    let path = try folder.write(
      IDXBytes.make(sizes: [2, 1, 2, 3], values: Array(10..<22)), to: "colour")
    let shape = ImageShape(height: 1, width: 2, channels: 3)
    let frames = try DataSource(kind: .path(path)).load(preparedFor: shape)
    #expect(frames.images.pixels == Array(10..<22))
  }

  @Test(
    "A file cut short anywhere is refused, packed or not",
    arguments: [
      ("data", IDXBytes.small), ("data.gz", IDXBytes.smallGzip), ("data.xz", IDXBytes.smallXZ),
    ])
  func truncation(name: String, bytes: [UInt8]) {
    for count in bytes.indices {
      #expect(throws: DataError.self, "\(count) bytes") {
        try load(Array(bytes.prefix(count)), as: name)
      }
    }
  }

  @Test("Data after the last frame are refused", arguments: ["data", "data.gz"])
  func trailing(name: String) throws {
    // A second gzip member continues the data of the first.
    let bytes = name == "data" ? IDXBytes.small + [0] : IDXBytes.smallGzip + IDXBytes.smallGzip
    let error = #expect(throws: DataError.self) { try load(bytes, as: name) }
    #expect(error?.description.contains("data follow after the last of 3 frames") == true)
  }

  @Test("A wrong checksum of a gzip file is refused")
  func checksum() throws {
    var bytes = IDXBytes.smallGzip
    bytes[bytes.count - 8] ^= 1
    let error = #expect(throws: DataError.self) { try load(bytes, as: "data.gz") }
    #expect(error?.description.contains("damaged") == true)
  }

  @Test("A flipped bit anywhere in packed data never gives other frames")
  func flippedBits() throws {
    for (name, bytes) in [("data.gz", IDXBytes.smallGzip), ("data.xz", IDXBytes.smallXZ)] {
      let whole = try load(bytes, as: name)
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] ^= 4
        // A few bits of a gzip header (time, system) mean nothing.
        if let frames = try? load(damaged, as: name) { #expect(frames == whole, "byte \(index)") }
      }
    }
  }

  @Test(
    "A header that no image set has is refused",
    arguments: [
      [UInt8]([]), [0, 0, 8], [1, 0, 8, 3], [0, 0, 9, 3], [0, 0, 8, 0], [0, 0, 8, 5],
      IDXBytes.make(sizes: [3], values: [1, 2, 3]),
      IDXBytes.make(sizes: [1, 3], values: [1, 2, 3]),
      IDXBytes.make(sizes: [1, 0, 2], values: []),
      IDXBytes.make(sizes: [1, 2, 2, 2], values: Array(0..<8)),
      IDXBytes.make(sizes: [1, .max, .max], values: [0]),
      IDXBytes.make(sizes: [.max, .max, .max, 3], values: [0]),
      IDXBytes.make(sizes: [.max, 2, 2], values: [0, 1, 2, 3]),
    ])
  func hostileHeader(bytes: [UInt8]) {
    #expect(throws: DataError.self) { try load(bytes) }
  }

  @Test("A gzip file that unpacks to far more than its header states is left after that")
  func bomb() throws {
    // One deflate block of 65,535 stored zeros, again and again: 64 MiB after a header of two
    // frames.
    var bytes: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 0, 255]
    let header = IDXBytes.make(sizes: [2, 2, 2], values: [])
    bytes += [0, UInt8(header.count), 0, ~UInt8(header.count), 255] + header
    let block = [0, 255, 255, 0, 0] + [UInt8](repeating: 0, count: 65_535)
    for _ in 0..<1024 { bytes += block }
    let path = try folder.write(bytes, to: "bomb.gz")
    let stream = try GzipStream(file: InputFile(path: path))
    var first = [UInt8](repeating: 1, count: 24)
    #expect(try stream.fill(&first) == 24)
    #expect(first == header + [UInt8](repeating: 0, count: 8))
    #expect(throws: DataError.self) {
      try DataSource(kind: .path(path)).load(preparedFor: grey2)
    }
  }

  @Test("Labels are refused as images with a hint")
  func labelsAsImages() {
    let error = #expect(throws: DataError.self) {
      try load(IDXBytes.make(sizes: [3], values: [7, 8, 9]))
    }
    #expect(error?.description.contains("file of the labels") == true)
  }
}
