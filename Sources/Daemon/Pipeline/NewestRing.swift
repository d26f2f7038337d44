/// A queue that keeps the newest elements: adding to a full one gives the oldest back.
///
/// Adding and removing take constant time.
struct NewestRing<Element> {
  /// The most elements kept; at least 1.
  let capacity: Int

  private var slots: [Element?]
  private var head = 0

  /// The number of elements kept.
  private(set) var count = 0

  /// Creates an empty ring.
  ///
  /// - Precondition: `capacity` is at least 1.
  init(capacity: Int) {
    precondition(capacity >= 1, "a ring of capacity \(capacity)")
    self.capacity = capacity
    self.slots = [Element?](repeating: nil, count: capacity)
  }

  /// The oldest element.
  var first: Element? { count == 0 ? nil : slots[head] }

  /// The elements, oldest first.
  var elements: [Element] { (0..<count).compactMap { slots[(head + $0) % capacity] } }

  /// Adds an element; returns the oldest one if it had to give way.
  mutating func append(_ element: Element) -> Element? {
    let evicted = count == capacity ? removeFirst() : nil
    slots[(head + count) % capacity] = element
    count += 1
    return evicted
  }

  /// Removes and returns the oldest element; nothing from an empty ring.
  mutating func removeFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head]
    slots[head] = nil
    head = (head + 1) % capacity
    count -= 1
    return element
  }
}

extension NewestRing: Sendable where Element: Sendable {}
