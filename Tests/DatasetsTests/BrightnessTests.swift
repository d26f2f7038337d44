import Core
import Datasets
import Testing

@Suite struct BrightnessTests {
  private let all = Image(
    shape: ImageShape(height: 16, width: 16, channels: 1), pixels: Array(0...255))

  @Test("every value is multiplied, rounded down and kept within 0…255")
  func values() throws {
    // Factors whose products with whole numbers are exact.
    #expect(try brightened(0.5) == (0...255).map { UInt8($0 / 2) })
    #expect(try brightened(0.25) == (0...255).map { UInt8($0 / 4) })
    #expect(try brightened(1.5) == (0...255).map { UInt8(min($0 * 3 / 2, 255)) })
    #expect(try brightened(1) == Array(0...255))
    #expect(try brightened(0).allSatisfy { $0 == 0 })
    #expect(try brightened(.greatestFiniteMagnitude) == [0] + [UInt8](repeating: 255, count: 255))
  }

  private func brightened(_ factor: Double) throws -> [UInt8] {
    try #require(Brightness(factor: factor)).applied(to: all).pixels
  }

  @Test("a factor that is negative, not finite or no number is none")
  func refusal() {
    for factor in [-0.1, .nan, .infinity] { #expect(Brightness(factor: factor) == nil) }
    for text in ["", "-1", "nan", "inf", "x", "0.5 "] { #expect(Brightness(parsing: text) == nil) }
    #expect(Brightness(parsing: "-0")?.applied(to: all).pixels.allSatisfy { $0 == 0 } == true)
  }

  @Test("a factor is written as it is read", arguments: ["0", "0.5", "2", "1.25", "1e+20"])
  func text(text: String) throws {
    #expect(try #require(Brightness(parsing: text)).description == text)
  }
}
