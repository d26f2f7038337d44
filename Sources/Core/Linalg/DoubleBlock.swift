/// One allocation of doubles, zeroed, freed with its owner; shared as `FloatBlock` is.
@safe
final class DoubleBlock: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Double>

  /// The number of doubles.
  let count: Int

  /// Allocates `count` doubles of value 0.
  init(count: Int) {
    unsafe base = .allocate(capacity: max(1, count))
    unsafe base.initialize(repeating: 0, count: max(1, count))
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// The doubles `start..<start + count`.
  func slab(_ start: Int, _ count: Int) -> DoubleSlab {
    precondition(
      start >= 0 && count >= 0 && start + count <= self.count,
      "\(start)..<\(start + count) of a block of \(self.count)")
    return unsafe DoubleSlab(owner: self, base: base + start, count: count)
  }
}

/// A view of consecutive doubles in a `DoubleBlock`, which it keeps alive.
@safe
struct DoubleSlab {
  /// The first double.
  let base: UnsafeMutablePointer<Double>

  /// The number of doubles.
  let count: Int

  private let owner: DoubleBlock

  @unsafe
  init(owner: DoubleBlock, base: UnsafeMutablePointer<Double>, count: Int) {
    self.owner = owner
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The doubles `start..<start + count` of this view.
  func slab(_ start: Int, _ count: Int) -> DoubleSlab {
    precondition(
      start >= 0 && count >= 0 && start + count <= self.count,
      "\(start)..<\(start + count) of a slab of \(self.count)")
    return unsafe DoubleSlab(owner: owner, base: base + start, count: count)
  }

  /// The double at `index`.
  subscript(index: Int) -> Double {
    get {
      precondition(index >= 0 && index < count, "\(index) of a slab of \(count)")
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "\(index) of a slab of \(count)")
      unsafe base[index] = newValue
    }
  }

  /// Sets every double to 0.
  func clear() { unsafe base.update(repeating: 0, count: count) }
}
