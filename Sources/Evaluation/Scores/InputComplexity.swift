internal import Glibc

/// −log p(x) less the length of the frame's compressed file (Serrà and others 2020).
struct InputComplexity: AnomalyScore {
  /// In what the two are subtracted.
  enum Units {
    /// Both in nats.
    case consistent
    /// Likelihood in nats, length in bits, as the paper's published code has it.
    case published
  }

  let compression: Measurement.Compression
  let units: Units
  let learns = false

  var name: String {
    "complexity-\(compression.rawValue)" + (units == .published ? "-published" : "")
  }

  var measurements: [Measurement] { [.likelihood, .compressedSize(compression)] }

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    let unit = units == .consistent ? log(2.0) : 1
    let size = Measurement.compressedSize(compression)
    return { $0.value(.likelihood) - unit * $0.value(size) }
  }
}
