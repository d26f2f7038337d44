import Core
import CoreTesting
import Testing

@testable import Datasets

@Suite struct MATFileDamageTests {
  private static let shape = ImageShape(height: 2, width: 3, channels: 3)
  private static let mat = MATBytes()
  private static let variable = mat.variable(
    "X", dimensions: [2, 3, 3, 2],
    MATBytes.columnMajor(rows: 2, columns: 3, channels: 3, frames: 2))
  /// The same frames, not packed and packed.
  private static let files = [mat.header() + variable, mat.header() + mat.compressed(variable)]

  private let folder = TemporaryFolder()

  private func load(_ bytes: [UInt8], suffix: String = "") throws -> LoadedFrames {
    let path = try folder.write(bytes, to: "test.mat")
    return try DataSource(parsing: path + suffix).load(preparedFor: Self.shape)
  }

  @Test("A file cut short anywhere is refused", arguments: files)
  func truncation(bytes: [UInt8]) {
    for count in bytes.indices {
      #expect(throws: DataError.self, "\(count) bytes") { try load(Array(bytes.prefix(count))) }
    }
  }

  @Test("A flipped bit anywhere in a packed file never gives other frames")
  func flippedBits() throws {
    let bytes = Self.files[1]
    let whole = try load(bytes)
    for index in bytes.indices {
      for bit in [1, 4, 0x80] as [UInt8] {
        var damaged = bytes
        damaged[index] ^= bit
        // The text of the header means nothing.
        if let frames = try? load(damaged) { #expect(frames == whole, "byte \(index)") }
      }
    }
  }

  @Test("Any bytes after a header are read or refused", arguments: files.indices)
  func anything(file: Int) throws {
    var generator = SeededGenerator(seed: 61, stream: UInt64(file))
    for _ in 0..<500 {
      var bytes = Self.files[file]
      for _ in 0..<1 + generator.next(below: 6) {
        let place = MATHeader.byteCount + generator.next(below: bytes.count - MATHeader.byteCount)
        bytes[place] = UInt8(generator.next(below: 256))
      }
      do { _ = try load(bytes) } catch { #expect(error is DataError) }
    }
  }

  @Test("Data after the last frame or after the packed data are refused")
  func trailing() {
    let mat = Self.mat
    let content = Self.variable.dropFirst(8)
    let longer = mat.element(14, content + mat.element(2, [UInt8](repeating: 1, count: 8)))
    for (bytes, text) in [
      (longer, "data follow after the last of 2 frames"),
      (mat.compressed(longer), "data follow after the last of 2 frames"),
      (mat.compressed(Self.variable + [0]), "something else follows the zlib data"),
      (mat.compressed(Self.variable, then: [0]), "something else follows the zlib data"),
    ] {
      let error = #expect(throws: DataError.self) { try load(mat.header() + bytes) }
      #expect(error?.description.contains(text) == true, "\(text) in \(error?.description ?? "")")
    }
  }

  @Test("More frames than there are take no memory, and the first that lacks is an error")
  func promises() throws {
    let mat = Self.mat
    let header = mat.variableHeader("X", dimensions: [2, 3, 3, 100_000_000])
    let head = mat.number(2) + mat.number(1_800_000_000) + (0..<18).map { UInt8($0) }
    let file =
      mat.header()
      + mat.compressed(mat.number(14) + mat.number(1_800_000_100) + header + head)
    #expect(try load(file, suffix: "#0..1").count == 1)
    let error = #expect(throws: DataError.self) { try load(file) }
    #expect(error?.description.contains("cut short") == true)
  }

  @Test("A small element of more than four bytes is refused")
  func smallElement() {
    let mat = Self.mat
    let error = #expect(throws: DataError.self) {
      try load(mat.header() + mat.number(5 << 16 | 14) + [UInt8](repeating: 0, count: 12))
    }
    #expect(error?.description.contains("has 5 bytes, expected at most 4") == true)
  }
}
