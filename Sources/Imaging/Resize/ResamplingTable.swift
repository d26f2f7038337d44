internal import Glibc

/// The fixed-point weights that take one axis of an image from one size to another: which input
/// samples each output sample reads, and how much of each.
///
/// The triangle filter of Pillow's `BILINEAR`: when shrinking, its support grows with the scale, so
/// that every input sample counts (antialiasing); when enlarging it is the usual interpolation.
/// For output sample o, with s = input/output and support r = max(s, 1), the weights are
/// proportional to max(0, 1 − |i + ½ − (o + ½)s| / r) over the input samples i in reach, sum to 1,
/// and are rounded to multiples of 2⁻²².
struct ResamplingTable: Sendable {
  /// The bits after the binary point: 32, less 8 for a sample and 2 of headroom.
  static let fractionBits = 22

  /// The first input sample each output sample reads.
  let starts: [Int]

  /// The weights of all output samples, one after the other.
  let weights: [Int32]

  /// Where the weights of each output sample begin, and where those of the last end.
  private let offsets: [Int]

  /// Creates the table from one size to another.
  ///
  /// - Precondition: Both sizes are at least 1.
  init(from input: Int, to output: Int) {
    precondition(input >= 1 && output >= 1, "no resampling from \(input) to \(output) samples")
    let scale = Double(input) / Double(output)
    let support = max(scale, 1)
    let inverse = 1 / support
    var starts: [Int] = []
    var weights: [Int32] = []
    var offsets = [0]
    for sample in 0..<output {
      let center = (Double(sample) + 0.5) * scale
      let start = max(0, Int(center - support + 0.5))
      let end = min(input, Int(center + support + 0.5))
      let triangle = (start..<end).map { index in
        max(0, 1 - abs((Double(index) - center + 0.5) * inverse))
      }
      let sum = triangle.reduce(0, +)
      starts.append(start)
      weights += triangle.map { Int32($0 / sum * Double(1 << Self.fractionBits) + 0.5) }
      offsets.append(weights.count)
    }
    self.starts = starts
    self.weights = weights
    self.offsets = offsets
  }

  /// Where in `weights` those of an output sample lie.
  func places(of sample: Int) -> Range<Int> {
    offsets[sample]..<offsets[sample + 1]
  }
}
