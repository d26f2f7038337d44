import Testing

@testable import Daemon

@Suite struct SequencerTests {
  @Test("elements leave in the order of their numbers whatever order they come in")
  func order() {
    var generator = TestGenerator(seed: 11)
    for count in [1, 2, 10, 200] {
      var sequencer = Sequencer<Int>()
      var left: [Int] = []
      for number in Array(0..<count).shuffled(using: &generator) {
        left += sequencer.insert(number, number: number)
        #expect(left == Array(0..<left.count))
      }
      #expect(left.count == count)
      #expect(sequencer.waiting == 0)
    }
  }

  @Test("an early element waits until the one before it is there")
  func waits() {
    var sequencer = Sequencer<String>()
    #expect(sequencer.insert("c", number: 2) == [])
    #expect(sequencer.insert("b", number: 1) == [])
    #expect(sequencer.waiting == 2)
    #expect(sequencer.insert("a", number: 0) == ["a", "b", "c"])
    #expect(sequencer.insert("d", number: 3) == ["d"])
  }
}
