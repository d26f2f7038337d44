import Core
import Testing

@Suite struct SeededGeneratorTests {
  @Test("The numbers are those of the published SplitMix64 for seed 1234567")
  func reference() {
    var generator = SeededGenerator(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("Streams of one seed differ from each other, and repeat")
  func streams() {
    var first = SeededGenerator(seed: 3, stream: 0)
    var second = SeededGenerator(seed: 3, stream: 1)
    var again = SeededGenerator(seed: 3, stream: 1)
    let number = second.next()
    #expect(first.next() != number)
    #expect(again.next() == number)
  }

  @Test("A sample has no repeats, lies in range, ascends and repeats with its seed")
  func sample() {
    var generator = SeededGenerator(seed: 7)
    var again = SeededGenerator(seed: 7)
    let sample = generator.sample(40, of: 100)
    #expect(sample == Array(Set(sample)).sorted())
    #expect(sample.count == 40 && sample.allSatisfy((0..<100).contains))
    #expect(again.sample(40, of: 100) == sample)
    #expect(generator.sample(40, of: 100) != sample)
  }

  @Test("A sample of all is all, and of none is none")
  func sampleBounds() {
    var generator = SeededGenerator(seed: 1)
    #expect(generator.sample(9, of: 9) == Array(0..<9))
    #expect(generator.sample(0, of: 9).isEmpty)
    #expect(generator.sample(0, of: 0).isEmpty)
  }

  @Test("Every pair of 5 is sampled equally often")
  func sampleIsUniform() {
    var generator = SeededGenerator(seed: 11)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<10_000 { counts[generator.sample(2, of: 5), default: 0] += 1 }
    // Ten pairs, expected 1,000 each with a standard deviation of 30: six of those.
    #expect(counts.count == 10)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 180 })
  }

  @Test("Numbers below 3 are equally frequent")
  func below() {
    var generator = SeededGenerator(seed: 5)
    var counts = [0, 0, 0]
    for _ in 0..<9_000 { counts[generator.next(below: 3)] += 1 }
    // Expected 3,000 each with a standard deviation of 45: six of those.
    #expect(counts.allSatisfy { abs($0 - 3000) < 270 })
  }
}
