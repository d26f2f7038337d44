import Core
import CoreTesting
import Testing

@testable import Datasets

@Suite struct RegionTests {
  private let folder = TemporaryFolder()

  /// Two images of 3 columns and 2 rows, the values 1 to 12.
  private func images() throws -> String {
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3]
    return try folder.write(header + Array(1...12), to: "images.idx")
  }

  @Test("a region is cut out of each frame, loaded or streamed, of a range too")
  func crops() throws {
    let source = try DataSource(parsing: "\(images())@1,0,2,2")
    let shape = ImageShape(height: 2, width: 2, channels: 1)
    let loaded = try source.load(preparedFor: shape)
    #expect(loaded.images[0].pixels == [2, 3, 5, 6])
    #expect(loaded.images[1].pixels == [8, 9, 11, 12])
    var stream = try FrameStream(
      DataSource(parsing: "\(images())#1..2@2,1,1,1"), syntheticShape: shape)
    #expect(try stream.next()?.image.pixels == [12])
  }

  @Test("a frame that lacks part of the region is named, with its size")
  func outside() throws {
    for region in ["2,0,2,2", "0,1,3,2"] {
      let source = try DataSource(parsing: "\(images())@\(region)")
      let error = #expect(throws: DataError.self) {
        try source.load(preparedFor: ImageShape(height: 2, width: 2, channels: 1))
      }
      #expect(error?.description.contains("is 3 pixels wide and 2 high") == true)
      #expect(error?.description.contains("the region \(region)") == true)
    }
  }
}
