internal import CKernels

extension Slab {
  /// Writes `x[r, c] · scale[c] + shift[c]` for every row of `x`; `self` may be `x`.
  func setScaledShifted(_ x: Slab, scale: Slab, shift: Slab) {
    precondition(
      x.count == count && scale.count == shift.count && count.isMultiple(of: scale.count),
      "\(x.count) and \(count) floats with \(scale.count) scales, \(shift.count) shifts")
    unsafe rose_scale_shift(
      x.base, scale.base, shift.base, count / scale.count, scale.count, base)
  }

  /// Writes `max(0, x)`.
  func setRectified(_ x: Slab) {
    precondition(x.count == count, "\(x.count) floats into \(count)")
    unsafe rose_relu(x.base, count, base)
  }

  /// Writes `gradient` where `output` is positive, else 0.
  func setRectifiedGradient(output: Slab, gradient: Slab) {
    precondition(output.count == count && gradient.count == count, "sizes differ")
    unsafe rose_relu_backward(output.base, gradient.base, count, base)
  }

  /// Adds `x` element by element.
  func add(_ x: Slab) {
    precondition(x.count == count, "\(x.count) floats onto \(count)")
    unsafe rose_add(x.base, count, base)
  }

  /// Replaces every float by its square.
  func square() { unsafe rose_square(base, count, base) }

  /// Moves weights by one step of Adam along their gradient, and the moments with it.
  ///
  /// - Parameters:
  ///   - gradient: The gradient by these weights.
  ///   - firstMoment: The running mean of the gradient.
  ///   - secondMoment: The running mean of its square.
  ///   - stepSize: rate/(1 − β₁ᵗ).
  ///   - inverseRoot: 1/√(1 − β₂ᵗ).
  ///   - gradientScale: The factor of the gradient.
  ///   - weightDecay: The factor of the weights, which are added to the scaled gradient.
  func takeAdamStep(
    gradient: Slab, firstMoment: Slab, secondMoment: Slab, stepSize: Float, inverseRoot: Float,
    gradientScale: Float = 1, weightDecay: Float = 0
  ) {
    precondition(
      gradient.count == count && firstMoment.count == count && secondMoment.count == count,
      "sizes differ")
    unsafe rose_adam(
      base, gradient.base, firstMoment.base, secondMoment.base, count, Adam.beta1, Adam.beta2,
      stepSize, inverseRoot, Adam.epsilon, gradientScale, weightDecay)
  }

  /// The inner product with `other`.
  func dot(_ other: Slab) -> Float {
    precondition(other.count == count, "\(other.count) floats with \(count)")
    return unsafe rose_dot(base, other.base, count)
  }

  /// Adds the square of every float to `sums`, in double precision.
  func accumulateSquares(into sums: inout [Double]) {
    precondition(sums.count == count, "\(count) floats into \(sums.count) sums")
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      if let first = sums.baseAddress { unsafe rose_accumulate_squares(base, count, first) }
    }
  }

  /// Adds every float to `sums`, in double precision.
  func accumulate(into sums: inout [Double]) {
    precondition(sums.count == count, "\(count) floats into \(sums.count) sums")
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      if let first = sums.baseAddress { unsafe rose_accumulate(base, count, first) }
    }
  }

  /// Adds to `sums` the column sums of `self` (first half) and of `self · other` (second half),
  /// both read as rows of `sums.count / 2` columns.
  func accumulateColumns(with other: Slab, into sums: DoubleSlab) {
    let columns = sums.count / 2
    precondition(
      other.count == count && count.isMultiple(of: columns),
      "\(count) and \(other.count) floats in \(columns) columns")
    unsafe rose_accumulate_columns(
      base, other.base, count / columns, columns, sums.base, sums.base + columns)
  }

  /// Replaces logits `[rows, columns, channels, 256]` by the gradient of their cross-entropy with
  /// the pixels at `targets`.
  ///
  /// - Returns: That cross-entropy in nats, Σ (x̂ − v)² with x̂ the mean value under the softmax and
  ///   v the pixel, both 0…255, and Σ of the variances of the value under the softmax.
  func replaceByCrossEntropyGradient(
    targets: PixelView, rows: Int, columns: Int, channels: Int
  ) -> (crossEntropy: Double, squaredError: Double, variance: Double) {
    precondition(
      count == rows * columns * channels * 256
        && targets.holds(rows: rows, columns: columns, channels: channels),
      "\(count) logits for \(rows)×\(columns)×\(channels) targets")
    var (squaredError, variance) = (0.0, 0.0)
    let crossEntropy = unsafe rose_categorical_cross_entropy(
      base, targets.base, rows, columns, channels, targets.rowStride, targets.columnStride,
      &squaredError, &variance)
    return (crossEntropy, squaredError, variance)
  }
}
