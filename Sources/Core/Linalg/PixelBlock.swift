/// The pixels of a batch, as bytes.
@safe
final class PixelBlock {
  private let base: UnsafeMutablePointer<UInt8>
  private let count: Int

  init(count: Int) {
    unsafe base = .allocate(capacity: max(1, count))
    unsafe base.initialize(repeating: 0, count: max(1, count))
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// The bytes of a frame, for writing.
  func frame(_ index: Int, count: Int) -> MutablePixels {
    precondition((index + 1) * count <= self.count, "frame \(index) of \(self.count / count)")
    return unsafe MutablePixels(owner: self, base: base + index * count, count: count)
  }

  /// A strided view of a frame, from value `offset` on.
  func view(
    frame: Int, count: Int, offset: Int, rowStride: Int, columnStride: Int
  ) -> PixelView {
    precondition((frame + 1) * count <= self.count, "frame \(frame) of \(self.count / count)")
    return unsafe PixelView(
      owner: self, base: base + frame * count + offset, count: count - offset, rowStride: rowStride,
      columnStride: columnStride)
  }
}

/// The bytes of one frame in a `PixelBlock`, which it keeps alive.
@safe
struct MutablePixels {
  private let base: UnsafeMutablePointer<UInt8>
  private let count: Int
  private let owner: PixelBlock

  @unsafe
  init(owner: PixelBlock, base: UnsafeMutablePointer<UInt8>, count: Int) {
    self.owner = owner
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The byte at `index`.
  subscript(index: Int) -> UInt8 {
    get {
      precondition(index >= 0 && index < count, "\(index) of \(count) pixels")
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "\(index) of \(count) pixels")
      unsafe base[index] = newValue
    }
  }
}

/// A view of bytes as rows and columns of pixels, with strides: the targets of one output phase.
@safe
struct PixelView {
  /// The first byte.
  let base: UnsafePointer<UInt8>

  /// The bytes from the first on that may be read.
  let count: Int

  /// Bytes from one row to the next.
  let rowStride: Int

  /// Bytes from one column to the next.
  let columnStride: Int

  private let owner: PixelBlock

  @unsafe
  init(
    owner: PixelBlock, base: UnsafePointer<UInt8>, count: Int, rowStride: Int, columnStride: Int
  ) {
    self.owner = owner
    unsafe self.base = unsafe base
    self.count = count
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  /// Whether every value of `rows` × `columns` × `channels` lies inside the view.
  func holds(rows: Int, columns: Int, channels: Int) -> Bool {
    (rows - 1) * rowStride + (columns - 1) * columnStride + channels <= count
  }
}
