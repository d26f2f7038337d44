/// One aligned allocation of floats, zeroed, freed with its owner.
///
/// Sendable because its owners share it between threads only where every thread writes a range of
/// its own, or none writes (a loaded model): each owner states which.
@safe
final class FloatBlock: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Float>

  /// The number of floats.
  let count: Int

  /// Allocates `count` floats of value 0, aligned to a cache line.
  init(count: Int) {
    let bytes = max(1, count) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe base = unsafe raw.initializeMemory(as: Float.self, repeating: 0, count: max(1, count))
    self.count = count
  }

  /// Allocates a block that holds `scalars`.
  convenience init(_ scalars: [Float]) {
    self.init(count: scalars.count)
    whole.copy(from: scalars)
  }

  deinit { unsafe base.deallocate() }

  /// All of the block.
  ///
  ///
  var whole: Slab { unsafe Slab(owner: self, base: base, count: count) }

  /// The floats `start..<start + count`.
  func slab(_ start: Int, _ count: Int) -> Slab { whole.slab(start, count) }

  /// A copy of all floats.
  var scalars: [Float] { whole.scalars }
}
