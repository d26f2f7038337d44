/// A view of consecutive floats in a `FloatBlock`: what operators read and write.
///
/// Slicing is bounds-checked; the kernels of `Slab+Kernels.swift` and the products of
/// `Products.swift` check their sizes once a call and then run without checks. A slab keeps its
/// block alive.
@safe
struct Slab {
  /// The first float.
  let base: UnsafeMutablePointer<Float>

  /// The number of floats.
  let count: Int

  private let owner: FloatBlock

  @unsafe
  init(owner: FloatBlock, base: UnsafeMutablePointer<Float>, count: Int) {
    self.owner = owner
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The floats `start..<start + count` of this view.
  func slab(_ start: Int, _ count: Int) -> Slab {
    precondition(
      start >= 0 && count >= 0 && start + count <= self.count,
      "\(start)..<\(start + count) of a slab of \(self.count)")
    return unsafe Slab(owner: owner, base: base + start, count: count)
  }

  /// The float at `index`.
  subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "\(index) of a slab of \(count)")
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "\(index) of a slab of \(count)")
      unsafe base[index] = newValue
    }
  }

  /// A copy of the floats.
  var scalars: [Float] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// Sets every float to 0.
  func clear() { unsafe base.update(repeating: 0, count: count) }

  /// Copies another view of the same size.
  func copy(from other: Slab) {
    precondition(other.count == count, "\(other.count) floats into a slab of \(count)")
    unsafe base.update(from: other.base, count: count)
  }

  /// Copies a row of a matrix with as many columns.
  func copy(from matrix: Matrix, row: Int) {
    precondition(
      matrix.columns == count && row < matrix.rows,
      "row \(row) of [\(matrix.rows), \(matrix.columns)] into \(count) floats")
    unsafe matrix.scalars.withUnsafeBufferPointer { source in
      if let first = source.baseAddress {
        unsafe base.update(from: first + row * count, count: count)
      }
    }
  }

  /// Copies an array of the same size.
  func copy(from scalars: [Float]) {
    precondition(scalars.count == count, "\(scalars.count) floats into a slab of \(count)")
    unsafe scalars.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { unsafe base.update(from: first, count: count) }
    }
  }
}
