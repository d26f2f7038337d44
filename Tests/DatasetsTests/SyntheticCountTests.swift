import Testing

@testable import Datasets

@Suite struct SyntheticCountTests {
  @Test(
    "a count beyond the limit is refused with the limit",
    arguments: ["noise:2147483648", "noise:9223372036854775807", "constant:99999999999999999999"])
  func tooMany(text: String) {
    let error = #expect(throws: DataError.self) { try DataSource(parsing: text) }
    #expect(error?.description.contains("1 to 2147483647") == true)
  }

  @Test("the limit itself is a count")
  func limit() throws {
    #expect(try DataSource(parsing: "noise:2147483647").kind == .noise(count: 2_147_483_647))
  }
}
