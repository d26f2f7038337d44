import Testing

@testable import Daemon

@Suite struct NewestRingTests {
  @Test("a ring keeps the newest elements in order and gives each older one back once")
  func keepsNewest() {
    for capacity in [1, 2, 3, 7] {
      var ring = NewestRing<Int>(capacity: capacity)
      var evicted: [Int] = []
      for number in 0..<20 {
        if let old = ring.append(number) { evicted.append(old) }
        #expect(ring.count == min(number + 1, capacity))
        #expect(ring.first == max(0, number + 1 - capacity))
      }
      #expect(evicted == Array(0..<20 - capacity))
      var rest: [Int] = []
      while let element = ring.removeFirst() { rest.append(element) }
      #expect(rest == Array(20 - capacity..<20))
      #expect(ring.first == nil)
    }
  }

  @Test("any mix of adding and removing gives what an array gives")
  func againstArray() {
    var generator = TestGenerator(seed: 3)
    var ring = NewestRing<Int>(capacity: 5)
    var model: [Int] = []
    for number in 0..<5_000 {
      if generator.next() % 3 == 0 {
        #expect(ring.removeFirst() == (model.isEmpty ? nil : model.removeFirst()))
      } else {
        model.append(number)
        #expect(ring.append(number) == (model.count > 5 ? model.removeFirst() : nil))
      }
      #expect(ring.count == model.count)
    }
  }
}
