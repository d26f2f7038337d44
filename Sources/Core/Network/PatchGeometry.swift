internal import CKernels

/// How the patches of a convolution lie in its input: the index arithmetic of im2col and its
/// transpose.
///
/// Output position (y, x) reads input rows `y·stride + originY ..< … + kernel` and the same
/// columns; what lies outside the input is 0. A patch is laid out `[kernel row, kernel column,
/// channel]`; patches follow one another row by row, frame by frame.
struct PatchGeometry: Equatable, Sendable {
  /// The shape of the input.
  let input: ImageShape

  /// The rows and columns of a patch.
  let kernel: Int

  /// Input positions from one patch to the next.
  let stride: Int

  /// The input row of the first patch's first row.
  let originY: Int

  /// The input column of the first patch's first column.
  let originX: Int

  /// The number of patches down a frame.
  let outputHeight: Int

  /// The number of patches across a frame.
  let outputWidth: Int

  /// The number of patches a frame.
  var positions: Int { outputHeight * outputWidth }

  /// The number of values in a patch.
  var patchCount: Int { kernel * kernel * input.channels }

  /// Whether a frame's only patch is the frame itself, so that nothing needs copying.
  var isWhole: Bool {
    positions == 1 && originY == 0 && originX == 0 && kernel == input.height
      && kernel == input.width
  }

  /// Writes the patches of every frame: `[frames, y, x, channel]` to `[frames · positions, patch]`.
  func gather(_ frames: Slab, into patches: Slab) {
    let count = check(frames, patches)
    var layout = layout
    unsafe rose_gather(&layout, count, frames.base, patches.base)
  }

  /// Adds every patch back onto the input positions it was read from: the transpose of `gather`.
  func scatterAdd(_ patches: Slab, onto frames: Slab) {
    let count = check(frames, patches)
    var layout = layout
    unsafe rose_scatter_add(&layout, count, patches.base, frames.base)
  }

  private func check(_ frames: Slab, _ patches: Slab) -> Int {
    let count = frames.count / input.count
    precondition(
      frames.count == count * input.count && patches.count == count * positions * patchCount,
      "\(frames.count) values, \(patches.count) in patches")
    return count
  }

  private var layout: rose_patches {
    rose_patches(
      height: input.height, width: input.width, channels: input.channels, kernel: kernel,
      stride: stride, top: originY, left: originX, rows: outputHeight, columns: outputWidth)
  }
}
