import Core
import CoreTesting
import Testing

@testable import Datasets

@Suite struct CIFARFileTests {
  private let folder = TemporaryFolder()

  private func record(labels: Int, first: UInt8) -> [UInt8] {
    [UInt8](repeating: 9, count: labels)
      + (0..<3).flatMap { plane in
        (0..<1024).map { UInt8(truncatingIfNeeded: Int(first) + 50 * plane + $0) }
      }
  }

  @Test("Planes of records with one or two labels become pixels", arguments: [1, 2])
  func planes(labels: Int) throws {
    let path = try folder.write(
      record(labels: labels, first: 0) + record(labels: labels, first: 3), to: "batch.bin")
    let frames = try DataSource(kind: .path(path)).load(preparedFor: CIFARFile.shape)
    #expect(frames.names == ["batch.bin#0", "batch.bin#1"])
    #expect(frames.images[0].pixels.prefix(6) == [0, 50, 100, 1, 51, 101])
    #expect(frames.images[1].pixels.prefix(3) == [3, 53, 103])
    #expect(frames.images[1].pixels.suffix(3) == [2, 52, 102])
  }

  @Test("A size that is no whole number of records is refused", arguments: [1, 3072, 3075])
  func size(count: Int) throws {
    let path = try folder.write([UInt8](repeating: 0, count: count), to: "odd.bin")
    #expect(throws: DataError.self) {
      try DataSource(kind: .path(path)).load(preparedFor: CIFARFile.shape)
    }
  }
}
