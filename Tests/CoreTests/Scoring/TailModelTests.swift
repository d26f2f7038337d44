import CoreTesting
import Foundation
import Testing

@testable import Core

@Suite struct TailModelTests {
  private static let values = (1...100).map(Double.init)

  @Test("at a value the surprisal is that of its conformal p-value")
  func empirical() {
    let model = TailModel(sortedValues: Self.values)
    for value in [1.0, 2, 50, 90, 91] {
      let share = Double(1 + Self.values.count { $0 >= value }) / 101
      // Logarithms of numbers of order 1: 1e-12 is rounding.
      #expect(abs(model.surprisal(value) + log(share)) < 1e-12, "\(value)")
    }
  }

  @Test("between two values it is interpolated, below the smallest it is 0")
  func interpolated() {
    let model = TailModel(sortedValues: Self.values)
    #expect(model.surprisal(-5) == 0 && model.surprisal(1) == 0)
    #expect(abs(model.surprisal(50.25) + log((1 + 50 + 0.75) / 101)) < 1e-12)
  }

  // k = 10: the tail starts at 91, p = 11/101, and its mean excess is that of 92…100, 5.
  @Test("beyond the tenth largest the tail is exponential, without a jump or an end")
  func tail() {
    let model = TailModel(sortedValues: Self.values)
    for value in [91.0, 95, 100, 300, 1e6] {
      let expected = -log(11.0 / 101) + (value - 91) / 5
      #expect(abs(model.surprisal(value) / expected - 1) < 1e-12, "\(value)")
    }
    #expect(model.surprisal(.infinity) == .infinity && model.surprisal(.nan) == .infinity)
  }

  @Test("it never falls, ties and equal values included", arguments: [0, 1, 2, 3] as [UInt64])
  func monotone(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 7)
    let kinds = seed == 3 ? 1 : 12
    let values = (0..<300).map { _ in Double(generator.next(below: kinds)) }.sorted()
    let model = TailModel(sortedValues: values)
    var last = 0.0
    for value in stride(from: -1.0, through: 20, by: 0.05) {
      let surprisal = model.surprisal(value)
      #expect(surprisal >= last, "\(value)")
      last = surprisal
    }
  }
}
