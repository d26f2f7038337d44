/// Puts what was worked on side by side back in order.
///
/// Elements are numbered from 0 without gaps when they are handed out; they come back in any
/// order and leave in the order of their numbers. Holds no more elements than are handed out.
struct Sequencer<Element> {
  /// The number of elements that left: the number of the next.
  private(set) var released = 0
  private var early: [Int: Element] = [:]

  /// The number of elements that wait for an earlier one.
  var waiting: Int { early.count }

  /// Takes an element back; returns those whose turn has come, in order.
  ///
  /// - Precondition: Every number comes back once.
  mutating func insert(_ element: Element, number: Int) -> [Element] {
    precondition(
      number >= released && early[number] == nil,
      "number \(number) came back twice, next is \(released)")
    guard number == released else {
      early[number] = element
      return []
    }
    var ready = [element]
    released += 1
    while let following = early.removeValue(forKey: released) {
      ready.append(following)
      released += 1
    }
    return ready
  }
}

extension Sequencer: Sendable where Element: Sendable {}
