internal import Core
internal import Glibc

/// −log p(x) less the length of the frame's compressed file (Serrà and others 2020).
struct InputComplexity: AnomalyScore {
  /// In what the two are subtracted.
  enum Units {
    /// Both in nats, the likelihood exact.
    case consistent
    /// Likelihood in nats and in the form of the paper's published code, length in bits. That code
    /// compresses to JPEG 2000 with loss, and this does not.
    case published
  }

  let compression: Measurement.Compression
  let units: Units
  let learns = false

  var name: String {
    "complexity-\(compression.rawValue)" + (units == .published ? "-published" : "")
  }

  var measurements: [Measurement] { [likelihood, .compressedSize(compression)] }

  private var likelihood: Measurement {
    .likelihood(units == .consistent ? .exact : .published)
  }

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    let unit = units == .consistent ? log(2.0) : 1
    let (likelihood, size) = (likelihood, Measurement.compressedSize(compression))
    return { $0.value(likelihood) - unit * $0.value(size) }
  }
}
