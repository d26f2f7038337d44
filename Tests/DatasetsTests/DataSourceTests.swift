import Core
import Testing

@testable import Datasets

@Suite struct DataSourceTests {
  @Test(
    "A source is read as written, and written as read",
    arguments: [
      ("photos", DataSource(kind: .path("photos"))),
      ("a/b.idx.gz#5..9", DataSource(kind: .path("a/b.idx.gz"), range: 5..<9)),
      ("odd#name", DataSource(kind: .path("odd#name"))),
      ("C:strange", DataSource(kind: .path("C:strange"))),
      ("fashion-mnist:train", DataSource(kind: .fashionMNIST(.train))),
      (
        "fashion-mnist:test#0..3000", DataSource(kind: .fashionMNIST(.test), range: 0..<3000)
      ),
      ("noise:5000", DataSource(kind: .noise(count: 5000))),
      (
        "photos@100,50,640,480",
        DataSource(
          kind: .path("photos"), region: ImageRegion(x: 100, y: 50, width: 640, height: 480))
      ),
      (
        "fashion-mnist:test#5..9@1,2,3,4",
        DataSource(
          kind: .fashionMNIST(.test), range: 5..<9,
          region: ImageRegion(x: 1, y: 2, width: 3, height: 4))
      ),
      ("me@home", DataSource(kind: .path("me@home"))),
      ("cam@2026", DataSource(kind: .path("cam@2026"))),
      ("constant:7#1..2", DataSource(kind: .constant(count: 7), range: 1..<2)),
      (
        "brightness:0.5:fashion-mnist:test#0..1000",
        DataSource(
          kind: .fashionMNIST(.test), range: 0..<1000, brightness: Brightness(factor: 0.5))
      ),
      (
        "brightness:2:photos#1..2@1,2,3,4",
        DataSource(
          kind: .path("photos"), range: 1..<2,
          region: ImageRegion(x: 1, y: 2, width: 3, height: 4), brightness: Brightness(factor: 2))
      ),
      ("brightness", DataSource(kind: .path("brightness"))),
    ])
  func parsing(text: String, expected: DataSource) throws {
    #expect(try DataSource(parsing: text) == expected)
    #expect(expected.description == text)
  }

  @Test(
    "A source that cannot be meant is refused with what was expected",
    arguments: [
      "", "#1..2", "x#3..3", "x#5..2", "x#-1..2", "x#1..", "x#..2", "x#1-2", "x#1...2",
      "x#1..99999999999999999999", "noise:", "noise:0", "noise:-3", "noise:many",
      "constant:99999999999", "x@1,2,3", "x@1,2,0,4", "x@1,2,3,4,5", "x@0,0,70000,1", "@1,2,3,4",
      "noise:5@0,0,2,2", "fashion-mnist:validation", "fashion-mnist:",
      "brightness:", "brightness:0.5", "brightness:0.5:", "brightness:-1:x", "brightness:nan:x",
      "brightness:inf:x", "brightness:half:x", "brightness:2:brightness:3:x",
      "brightness:2:noise:0",
    ])
  func refusal(text: String) {
    let error = #expect(throws: DataError.self) { try DataSource(parsing: text) }
    #expect(error?.description.contains("'\(text)' names no data") == true)
  }
}
