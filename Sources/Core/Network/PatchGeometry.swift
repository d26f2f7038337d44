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
    forEachRun(frames: frames.count / input.count) { source, target, count in
      if source < 0 {
        patches.slab(target, count).clear()
      } else {
        patches.slab(target, count).copy(from: frames.slab(source, count))
      }
    }
  }

  /// Adds every patch back onto the input positions it was read from: the transpose of `gather`.
  func scatterAdd(_ patches: Slab, onto frames: Slab) {
    forEachRun(frames: frames.count / input.count) { source, target, count in
      if source >= 0 { frames.slab(source, count).add(patches.slab(target, count)) }
    }
  }

  /// Calls `body` with every run of values that is contiguous in both layouts: its start in the
  /// input (−1: outside, zeros), its start in the patches, its length.
  @inline(__always)
  private func forEachRun(frames: Int, _ body: (Int, Int, Int) -> Void) {
    let channels = input.channels
    let rowCount = kernel * channels
    var target = 0
    for frame in 0..<frames {
      let frameStart = frame * input.count
      for y in 0..<outputHeight {
        for x in 0..<outputWidth {
          let left = x * stride + originX
          let first = max(0, -left)
          let last = min(kernel, input.width - left)
          for row in 0..<kernel {
            let sourceY = y * stride + originY + row
            if sourceY < 0 || sourceY >= input.height || last <= first {
              body(-1, target, rowCount)
            } else {
              let start = frameStart + (sourceY * input.width + left + first) * channels
              if first > 0 { body(-1, target, first * channels) }
              body(start, target + first * channels, (last - first) * channels)
              if last < kernel {
                body(-1, target + last * channels, (kernel - last) * channels)
              }
            }
            target += rowCount
          }
        }
      }
    }
  }
}
