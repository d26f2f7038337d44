import Testing

@testable import Core

@Suite struct CanaryTests {
  @Test("a layer score 2 % off passes, one further off, or NaN, does not")
  func tolerance() throws {
    try Canary.compare([100, 49], [102, 50], frame: 0, layers: ["a", "b"])
    #expect(
      throws: Canary.Failure.differs(frame: 3, layer: "b", expected: 50, found: 48)
    ) { try Canary.compare([102, 48], [102, 50], frame: 3, layers: ["a", "b"]) }
    #expect(throws: Canary.Failure.self) {
      try Canary.compare([.nan], [1], frame: 0, layers: ["a"])
    }
  }
}
