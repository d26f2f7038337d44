import Core
import CoreTesting
import FoundationEssentials
import Testing

@testable import Datasets

@Suite struct MATFileTests {
  private let folder = TemporaryFolder()
  private let shape = ImageShape(height: 2, width: 3, channels: 3)
  private let values = MATBytes.columnMajor(rows: 2, columns: 3, channels: 3, frames: 2)

  private func load(
    _ bytes: [UInt8], _ shape: ImageShape? = nil, suffix: String = ""
  ) throws -> LoadedFrames {
    let path = try folder.write(bytes, to: "test.mat")
    return try DataSource(parsing: path + suffix).load(preparedFor: shape ?? self.shape)
  }

  @Test(
    "Files of scipy give the frames that they were made of, in order of rows",
    arguments: ["images.mat", "images-compressed.mat"])
  func golden(name: String) throws {
    let fixtures = #filePath.dropLast("Formats/MATFileTests.swift".count) + "Fixtures/"
    let frames = try DataSource(kind: .path(fixtures + name)).load(
      preparedFor: ImageShape(height: 4, width: 5, channels: 3))
    #expect(frames.images.pixels == Array(0..<180))
    #expect(frames.names == (0..<3).map { "\(name)#\($0)" })
  }

  @Test(
    "Either order of bytes, packed or not, gives the same frames",
    arguments: [false, true], [false, true])
  func orders(isBigEndian: Bool, isCompressed: Bool) throws {
    let mat = MATBytes(isBigEndian: isBigEndian)
    let variable = mat.variable("X", dimensions: [2, 3, 3, 2], values)
    let bytes = mat.header() + (isCompressed ? mat.compressed(variable) : variable)
    let frames = try load(bytes)
    #expect(frames.images.pixels == Array(0..<36))
    #expect(try load(bytes, suffix: "#1..2").images.pixels == Array(18..<36))
    #expect(try load(bytes, suffix: "#0..1").names == ["test.mat#0"])
  }

  @Test("Grey frames, one frame without its axis, and values within the tag are read")
  func dimensions() throws {
    let mat = MATBytes()
    let grey = ImageShape(height: 2, width: 1, channels: 1)
    let two = mat.header() + mat.variable("X", dimensions: [2, 1, 1, 2], [1, 2, 3, 4])
    #expect(try load(two, grey).images.pixels == [1, 2, 3, 4])
    let one = mat.header() + mat.variable("X", dimensions: [2, 3, 3], Array(values.prefix(18)))
    #expect(try load(one).images.pixels == Array(0..<18))
    let colour = ImageShape(height: 1, width: 1, channels: 3)
    for maySmall in [true, false] {
      let pixel = mat.variable("X", dimensions: [1, 1, 3, 1], [7, 8, 9], maySmall: maySmall)
      #expect(try load(mat.header() + pixel, colour).images.pixels == [7, 8, 9])
    }
  }

  @Test("Other variables before and after are passed over, whatever they are")
  func others() throws {
    let mat = MATBytes()
    let others =
      mat.variable("y", dimensions: [2, 1], [1, 2])
      + mat.compressed(mat.variable("Xs", flags: 6, dimensions: [3, 1], type: 2, [1, 2, 3]))
      // A function handle has no dimensions, a text is no variable, and this one has no name.
      + mat.element(14, mat.element(6, mat.number(16) + mat.number(0)) + mat.element(1, [65]))
      + mat.element(1, Array("comment".utf8)) + mat.variable("", dimensions: [0, 0], [])
      // Unpacks, by what it says of itself, to 4 GiB.
      + mat.compressed(
        mat.number(14) + mat.number(0xFFFF_FFF0) + mat.variableHeader("z", dimensions: [1, 1]))
    let images = mat.variable("X", dimensions: [2, 3, 3, 2], values)
    #expect(
      try load(mat.header() + others + images + others).images.pixels == Array(0..<36))
    let missing = #expect(throws: DataError.self) { try load(mat.header() + others) }
    #expect(missing?.description.contains("no variable X, which") == true)
    #expect(missing?.description.contains("its variables: y, Xs, z") == true)
  }

  @Test("Values that are not images of bytes are refused with what they are")
  func wrongKind() {
    let mat = MATBytes()
    for (flags, dimensions, type, text) in [
      (6, [2, 3, 3, 2], 2, "the variable X is double, expected uint8"),
      (0x809, [2, 3, 3, 2], 2, "the variable X is complex uint8"),
      (9, [2, 3, 3, 2], 9, "36 bytes of type 9, expected 2 frames of 18 bytes of type 2"),
      (9, [6, 6], 2, "has the dimensions [6, 6], expected [rows, columns, channels, frames]"),
      (9, [3, 3, 2, 2], 2, "has the dimensions [3, 3, 2, 2]"),
      (9, [0, 3, 3, 2], 2, "has the dimensions [0, 3, 3, 2]"),
      (9, [2, 3, 3, 2, 1], 2, "has the dimensions [2, 3, 3, 2, 1]"),
      (9, [2, 3, 3, 3], 2, "36 bytes of type 2, expected 3 frames of 18 bytes"),
      (9, [-1, -1, 3, -1], 2, "has the dimensions [4294967295, 4294967295, 3"),
      (9, [1 << 16, 1 << 16, 3, 1], 2, "at most 67108864 bytes a frame"),
      (9, [1, 1, 3, -1], 2, "expected 4294967295 frames of 3 bytes"),
    ] {
      let error = #expect(throws: DataError.self) {
        try load(
          mat.header() + mat.variable("X", flags: flags, dimensions: dimensions, type: type, values)
        )
      }
      #expect(error?.description.contains(text) == true, "\(text) in \(error?.description ?? "")")
    }
  }

  @Test("No frames are no data")
  func empty() throws {
    let mat = MATBytes()
    let path = folder.path(of: "test.mat")
    #expect(throws: DataError.empty(source: path)) {
      try load(mat.header() + mat.variable("X", dimensions: [2, 3, 3, 0], []))
    }
  }

  @Test("A file of version 7.3 is refused with how to save it again")
  func hdf5() {
    let mat = MATBytes()
    for bytes in [
      mat.header(version: 0x200) + [UInt8](repeating: 0, count: 384) + [0x89, 0x48, 0x44, 0x46],
      [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0],
    ] {
      let error = #expect(throws: DataError.self) { try load(bytes) }
      #expect(error?.description.contains("version 7.3, which is HDF5") == true)
      #expect(error?.description.contains("save(FILE, 'X', '-v7')") == true)
    }
  }

  @Test("A file of another format or version is refused")
  func otherFormats() {
    let mat = MATBytes()
    for bytes in [[], [0, 0, 8, 3], Array(repeating: 0x20, count: 500), IDXBytes.small] {
      let error = #expect(throws: DataError.self) { try load(bytes) }
      #expect(error?.description.contains("this is not a MATLAB level 5 file") == true)
    }
    let error = #expect(throws: DataError.self) { try load(mat.header(version: 0x300)) }
    #expect(error?.description.contains("version 768, expected 256") == true)
  }
}
