import CoreTesting
import Testing

@testable import Datasets

@Suite struct XZStreamTests {
  private let folder = TemporaryFolder()

  private func unpack(_ bytes: [UInt8]) throws -> [UInt8] {
    let stream = try openStream(path: try folder.write(bytes, to: "set.xz"))
    // More than there is, so that the end of the file is looked at.
    var unpacked = [UInt8](repeating: 0, count: 100)
    let count = try stream.fill(&unpacked)
    return Array(unpacked.prefix(count))
  }

  private func reason(_ bytes: [UInt8]) -> String? {
    (#expect(throws: DataError.self) { try unpack(bytes) })?.description
  }

  @Test("streams follow one another, with padding between and after them")
  func concatenated() throws {
    let (one, packed) = (IDXBytes.small, IDXBytes.smallXZ)
    #expect(try unpack(packed) == one)
    #expect(try unpack(packed + packed) == one + one)
    #expect(try unpack(packed + [0, 0, 0, 0] + packed + [0, 0, 0, 0, 0, 0, 0, 0]) == one + one)
  }

  @Test(
    "what follows and is no xz data is called that, however short", arguments: [1, 3, 4, 12, 40])
  func garbage(count: Int) {
    let text = reason(IDXBytes.smallXZ + [UInt8](repeating: 0x41, count: count))
    #expect(text?.contains("something else follows the xz data") == true, "\(text ?? "")")
  }

  @Test("a first stream, or a later one, that ends early is cut short")
  func cut() {
    let packed = IDXBytes.smallXZ
    for length in [1, 11, 12, 40, packed.count - 1] {
      #expect(reason(Array(packed.prefix(length)))?.contains("cut short") == true, "\(length)")
      #expect(reason(packed + packed.prefix(length))?.contains("cut short") == true, "\(length)")
    }
  }

  @Test("padding that is no multiple of four bytes, and a file of another kind, are refused")
  func refused() {
    #expect(reason(IDXBytes.smallXZ + [0, 0])?.contains("something else follows") == true)
    #expect(reason(IDXBytes.smallGzip)?.contains("this is not an xz file") == true)
    #expect(reason([0, 0, 0, 0] + IDXBytes.smallXZ)?.contains("this is not an xz file") == true)
  }
}
