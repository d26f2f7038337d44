internal import Core
internal import Evaluation
internal import Storage

/// Keeps what was measured of a set, so that it is measured once.
///
/// A file is named by the digest of all that the values follow from, the frames' pixels among them:
/// one that is there is right, whatever the set is called.
struct MeasurementStore {
  /// What was measured of a set.
  struct Measured {
    /// A row of values a frame, in order.
    let rows: [[Double]]

    /// How long that took, in seconds.
    let seconds: Double
  }

  private static let tensorName = "values"
  private static let secondsKey = "seconds"

  /// The folder; nil keeps nothing.
  let folder: String?

  /// Returns the rows of a measurement, from the folder or by measuring.
  ///
  /// - Parameters:
  ///   - measurement: What is measured.
  ///   - origin: What the values follow from beside the frames.
  ///   - frames: The frames.
  ///   - measure: Measures them.
  /// - Returns: What was measured.
  /// - Throws: `FileError` if they cannot be written, and what `measure` throws. A file that cannot
  ///   be read is measured anew.
  func rows(
    _ measurement: Measurement, origin: String, frames: ImageSet,
    measure: () throws -> [[Double]]
  ) throws -> Measured {
    guard let folder else { return try Self.timed(measure) }
    let key = Digest.sha256(
      Array("\(measurement.name)\n\(origin)\n\(Digest.sha256(frames.pixels))".utf8))
    let path = "\(folder)/\(measurement.name)-\(key.prefix(16)).safetensors"
    if let kept = Self.read(path, count: frames.count) { return kept }
    let measured = try Self.timed(measure)
    let shape = [measured.rows.count, measured.rows.first?.count ?? 0]
    let tensor = Tensor(shape: shape, scalars: measured.rows.flatMap { $0 })
    let file = Safetensors(
      tensors: [Self.tensorName: .float64(tensor)],
      metadata: [Self.secondsKey: "\(measured.seconds)"])
    try AtomicFile.write(file.encoded(), to: path)
    return measured
  }

  private static func timed(_ measure: () throws -> [[Double]]) rethrows -> Measured {
    let start = ProgressLine.seconds()
    let rows = try measure()
    return Measured(rows: rows, seconds: ProgressLine.seconds() - start)
  }

  private static func read(_ path: String, count: Int) -> Measured? {
    guard let bytes = try? OwnedFile.read(path, maximum: 1 << 30),
      let file = try? Safetensors(parsing: bytes), let tensor = try? file.float64(tensorName),
      tensor.shape.count == 2, tensor.shape[0] == count,
      let seconds = file.metadata[secondsKey].flatMap(Double.init)
    else { return nil }
    let columns = tensor.shape[1]
    let rows = (0..<count).map { Array(tensor.scalars[$0 * columns..<($0 + 1) * columns]) }
    return Measured(rows: rows, seconds: seconds)
  }
}
