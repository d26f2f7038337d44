import Core
import Glibc
import Testing

@testable import Charts

@Suite struct AxisScaleTests {
  @Test(
    "Ticks are at round numbers within the range",
    arguments: [
      (0.0, 1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (0.71, 0.983, ["0.75", "0.80", "0.85", "0.90", "0.95"]),
      (-7, 13, ["−5", "0", "5", "10"]),
      (0, 27_500, ["0", "5,000", "10,000", "15,000", "20,000", "25,000"]),
      (-3, 9, ["−2", "0", "2", "4", "6", "8"]),
      (0, 3e6, ["0", "500,000", "1e6", "1.5e6", "2e6", "2.5e6", "3e6"]),
      (0, 5e-5, ["0", "1e-5", "2e-5", "3e-5", "4e-5", "5e-5"]),
    ])
  func linear(low: Double, high: Double, labels: [String]) {
    #expect(AxisScale(low...high).labels == labels)
  }

  @Test(
    "Logarithmic ticks are at powers of ten, with 2 and 5 between where those are few",
    arguments: [
      (1e-3, 1.0, ["0.001", "0.01", "0.1", "1"]),
      (1, 100, ["1", "2", "5", "10", "20", "50", "100"]),
      (3, 5000, ["10", "100", "1,000"]), (0.2, 2, ["0.2", "0.5", "1", "2"]),
      (1e-10, 1e10, ["1e-10", "1e-6", "0.01", "100", "1e6", "1e10"]),
      (2.2, 4.6, ["2.5", "3.0", "3.5", "4.0", "4.5"]),
    ])
  func logarithmic(low: Double, high: Double, labels: [String]) {
    #expect(AxisScale(low...high, isLogarithmic: true).labels == labels)
  }

  @Test("Rounded ranges end at ticks and hold all values, whatever these are")
  func rounded() throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      let size = pow(10, generator.nextUniform() * 180 - 90)
      let first = (generator.nextUniform() - 0.5) * size
      let second = first + (generator.nextUniform() - 0.5) * size * generator.nextUniform()
      let range = min(first, second)...max(first, second)
      let scale = AxisScale.rounded(range)
      let slack = 1e-8 * (range.upperBound - range.lowerBound)
      #expect(scale.range.lowerBound <= range.lowerBound + slack)
      #expect(scale.range.upperBound >= range.upperBound - slack)
      let values = scale.ticks.map(\.value)
      #expect((3...9).contains(values.count), "\(range)")
      try #require(values.first == scale.range.lowerBound, "\(range)")
      try #require(values.last == scale.range.upperBound, "\(range)")
      #expect(Set(scale.labels).count == values.count, "\(scale.labels)")
    }
  }

  @Test("Rounded ratios hold all values, and have two ticks or more")
  func roundedRatios() {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<2000 {
      let low = pow(10, generator.nextUniform() * 100 - 50)
      let high = low * pow(10, generator.nextUniform() * 20 * generator.nextUniform())
      let scale = AxisScale.rounded(low...high, isLogarithmic: true)
      #expect(scale.range.lowerBound <= low * (1 + 1e-8))
      #expect(scale.range.upperBound >= high * (1 - 1e-8))
      #expect((2...12).contains(scale.ticks.count), "\(low) \(high) \(scale.labels)")
      #expect(scale.ticks.allSatisfy { (-1e-8...1 + 1e-8).contains(scale.share($0.value)) })
    }
  }

  @Test("Between powers of ten are marks without labels, if each power has a tick")
  func minor() {
    let scale = AxisScale(0.01...2, isLogarithmic: true)
    #expect(scale.labels == ["0.01", "0.1", "1"])
    let values = scale.minorTicks.map(\.value)
    #expect(values.count == 17 && values.first == 0.02 && values.last == 2)
    #expect(AxisScale(1...10, isLogarithmic: true).minorTicks.isEmpty)
    #expect(AxisScale(1e-10...1e10, isLogarithmic: true).minorTicks.isEmpty)
    #expect(AxisScale(0...1).minorTicks.isEmpty)
  }

  @Test("A range without width gets one around it")
  func point() {
    for value in [0.0, 1, -3, 0.9, 1e50, 1e-90] {
      let scale = AxisScale.rounded(value...value)
      #expect(scale.range.lowerBound < value && value < scale.range.upperBound)
      #expect(scale.ticks.count >= 3)
    }
    #expect(AxisScale.rounded(7...7, isLogarithmic: true).range == 2...20)
  }

  @Test("Equal ratios have equal lengths on a logarithmic axis")
  func shares() {
    let scale = AxisScale(0.001...1, isLogarithmic: true)
    #expect(abs(scale.share(0.01) - 1.0 / 3) < 1e-15 && abs(scale.share(0.1) - 2.0 / 3) < 1e-15)
    #expect(scale.share(0.001) == 0 && scale.share(1) == 1)
    #expect(AxisScale(-2...6).share(0) == 0.25)
  }
}
