import CoreTesting
import Testing

@testable import Core

/// The vectorised loops against their twins, at sizes that do and do not fill a register.
@Suite struct KernelTests {
  static let counts = [1, 2, 15, 16, 17, 31, 33, 100, 1000]

  private func normals(_ count: Int, stream: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: 21, stream: stream)
    return generator.normals(count: count)
  }

  private func block(_ scalars: [Float]) -> FloatBlock { FloatBlock(scalars) }

  // exp is within 2 ulp, a row's sum within 16 more: 1e-5 absolute on probabilities, relative on
  // the loss; a mean value of at most 255 is off by 255·1e-5, its distance from a pixel, some 70
  // on average, by 1e-4 of itself.
  @Test(
    "cross-entropy, its gradient, the squared error and the variance agree with the twin",
    arguments: [0.1, 3, 30] as [Float])
  func crossEntropy(scale: Float) {
    let (rows, columns, channels) = (3, 2, 3)
    let groups = rows * columns * channels
    let logits = normals(groups * 256, stream: 1).map { $0 * scale }
    // Targets with strides: every second row and column of a 6×4 image of 3 channels.
    let pixels = (0..<6 * 4 * 3).map { UInt8(($0 * 37) % 256) }
    let block = block(logits)
    let pixelBlock = PixelBlock(count: pixels.count)
    let view = pixelBlock.frame(0, count: pixels.count)
    for (i, pixel) in pixels.enumerated() { view[i] = pixel }
    let (loss, squaredError, variance) = block.whole.replaceByCrossEntropyGradient(
      targets: pixelBlock.view(
        frame: 0, count: pixels.count, offset: 3, rowStride: 24, columnStride: 6),
      rows: rows, columns: columns, channels: channels)
    var targets: [UInt8] = []
    for y in 0..<rows {
      for x in 0..<columns {
        for c in 0..<channels { targets.append(pixels[(2 * y * 4 + 2 * x + 1) * 3 + c]) }
      }
    }
    let expected = KernelTwins.crossEntropy(logits: logits, targets: targets)
    #expect(abs(loss / expected.loss - 1) < 1e-5)
    #expect(abs(squaredError / expected.squaredError - 1) < 1e-4)
    #expect(abs(variance / expected.variance - 1) < 1e-4)
    for (found, expected) in zip(block.scalars, expected.gradient) {
      #expect(abs(Double(found) - expected) < 1e-5)
    }
  }

  @Test("a logit far below the largest adds nothing and nothing overflows")
  func extremeLogits() {
    var logits = [Float](repeating: -1e30, count: 256)
    logits[7] = 1e30
    let block = block(logits)
    let pixels = PixelBlock(count: 1)
    pixels.frame(0, count: 1)[0] = 7
    let (loss, squaredError, variance) = block.whole.replaceByCrossEntropyGradient(
      targets: pixels.view(frame: 0, count: 1, offset: 0, rowStride: 1, columnStride: 1),
      rows: 1, columns: 1, channels: 1)
    #expect(loss == 0)
    // exp stops at exp(-87): 255 classes of 1.6e-38 and a squared distance of at most 248².
    #expect(squaredError < 1e-60 && variance < 1e-30)
    #expect(block.scalars.allSatisfy { abs($0) < 1e-30 })
  }

  @Test("sums and products agree with plain loops", arguments: counts)
  func reductions(count: Int) {
    let (x, y) = (normals(count, stream: 2), normals(count, stream: 3).map(abs))
    let (a, b) = (block(x), block(y))
    let dot = zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    // Rounding of a float32 sum: n·2⁻²⁴ times the sum of the magnitudes.
    let bound = Double(count) * 6e-8 * zip(x, y).reduce(0) { $0 + Double(abs($1.0) * $1.1) }
    #expect(abs(Double(a.whole.dot(b.whole)) - dot) <= bound)
    var squares = [Double](repeating: 1, count: count)
    a.whole.accumulateSquares(into: &squares)
    #expect(squares == x.map { 1 + Double($0) * Double($0) })
    var sums = [Double](repeating: 1, count: count)
    a.whole.accumulate(into: &sums)
    #expect(sums == x.map { 1 + Double($0) })
  }

  @Test("elementwise loops agree with plain loops", arguments: counts)
  func elementwise(count: Int) {
    let (x, y) = (normals(count, stream: 4), normals(count, stream: 5))
    let rectified = FloatBlock(count: count)
    rectified.whole.setRectified(block(x).whole)
    #expect(rectified.scalars == x.map { max(0, $0) })
    let gradient = FloatBlock(count: count)
    gradient.whole.setRectifiedGradient(output: rectified.whole, gradient: block(y).whole)
    #expect(gradient.scalars == zip(x, y).map { $0 > 0 ? $1 : 0 })
    let sum = block(x)
    sum.whole.add(block(y).whole)
    #expect(sum.scalars == zip(x, y).map(+))
    let square = block(x)
    square.whole.square()
    #expect(square.scalars == x.map { $0 * $0 })
  }

  @Test("NaN is rectified to 0") func rectifiedNaN() {
    let output = FloatBlock(count: 1)
    output.whole.setRectified(block([.nan]).whole)
    #expect(output.scalars == [0])
  }

  @Test("columns are scaled, shifted and summed", arguments: [1, 3, 16, 20])
  func columns(columns: Int) {
    let rows = 5
    let (x, y) = (normals(rows * columns, stream: 6), normals(rows * columns, stream: 7))
    let (scale, shift) = (normals(columns, stream: 8), normals(columns, stream: 9))
    let scaled = FloatBlock(count: rows * columns)
    scaled.whole.setScaledShifted(
      block(x).whole, scale: block(scale).whole, shift: block(shift).whole)
    for (i, found) in scaled.scalars.enumerated() {
      let expected = Double(x[i]) * Double(scale[i % columns]) + Double(shift[i % columns])
      // Two roundings of values of order 1 to 10.
      #expect(abs(Double(found) - expected) < 1e-5)
    }
    let sums = DoubleBlock(count: 2 * columns)
    block(x).whole.accumulateColumns(with: block(y).whole, into: sums.slab(0, 2 * columns))
    for column in 0..<columns {
      let own = stride(from: column, to: rows * columns, by: columns)
      let (plain, product) = own.reduce((0.0, 0.0)) {
        ($0.0 + Double(x[$1]), $0.1 + Double(x[$1]) * Double(y[$1]))
      }
      let slab = sums.slab(0, 2 * columns)
      #expect(abs(slab[column] - plain) < 1e-12)
      #expect(abs(slab[columns + column] - product) < 1e-12)
    }
  }

  @Test(
    "three steps of Adam agree with the algorithm in double", arguments: [1, 16, 21], [0, 0.3])
  func adam(count: Int, weightDecay: Double) {
    let weight = normals(count, stream: 10)
    let gradients = (0..<3).map { normals(count, stream: 11 + UInt64($0)) }
    let (w, m, v) = (block(weight), FloatBlock(count: count), FloatBlock(count: count))
    var (power1, power2) = (1.0, 1.0)
    for gradient in gradients {
      power1 *= 0.9
      power2 *= 0.999
      w.whole.takeAdamStep(
        gradient: block(gradient).whole, firstMoment: m.whole, secondMoment: v.whole,
        stepSize: Float(0.01 / (1 - power1)), inverseRoot: Float(1 / (1 - power2).squareRoot()),
        gradientScale: 0.5, weightDecay: Float(weightDecay))
    }
    let expected = KernelTwins.adam(
      weight: weight.map(Double.init), gradients: gradients.map { $0.map(Double.init) }, rate: 0.01,
      beta1: 0.9, beta2: 0.999, epsilon: 1e-8, gradientScale: 0.5, weightDecay: weightDecay)
    // Three steps of at most .01 each, float32: about 1e-7.
    for (found, expected) in zip(w.scalars, expected) {
      #expect(abs(Double(found) - expected) < 1e-6)
    }
  }
}
