internal import Core
internal import Evaluation
internal import Storage

/// Keeps what was measured of a set, so that it is measured once.
///
/// A file is named by the digest of all that the values follow from, the frames' pixels among them:
/// one that is there is right, whatever the set is called.
struct MeasurementStore {
  private static let tensorName = "values"

  /// The folder; nil keeps nothing.
  let folder: String?

  /// Returns the rows of a measurement, from the folder or by measuring.
  ///
  /// - Parameters:
  ///   - measurement: What is measured.
  ///   - origin: What the values follow from beside the frames.
  ///   - frames: The frames.
  ///   - measure: Measures them.
  /// - Returns: A row of values a frame, in order.
  /// - Throws: `FileError` if they cannot be written, and what `measure` throws. A file that cannot
  ///   be read is measured anew.
  func rows(
    _ measurement: Measurement, origin: String, frames: ImageSet,
    measure: () throws -> [[Double]]
  ) throws -> [[Double]] {
    guard let folder else { return try measure() }
    let key = Digest.sha256(
      Array("\(measurement.name)\n\(origin)\n\(Digest.sha256(frames.pixels))".utf8))
    let path = "\(folder)/\(measurement.name)-\(key.prefix(16)).safetensors"
    if let rows = Self.read(path, count: frames.count) { return rows }
    let rows = try measure()
    let columns = rows.first?.count ?? 0
    let tensor = Tensor(shape: [rows.count, columns], scalars: rows.flatMap { $0 })
    let file = Safetensors(tensors: [Self.tensorName: .float64(tensor)])
    try AtomicFile.write(file.encoded(), to: path)
    return rows
  }

  private static func read(_ path: String, count: Int) -> [[Double]]? {
    guard let bytes = try? OwnedFile.read(path, maximum: 1 << 30),
      let tensor = try? Safetensors(parsing: bytes).float64(tensorName),
      tensor.shape.count == 2, tensor.shape[0] == count
    else { return nil }
    let columns = tensor.shape[1]
    return (0..<count).map { Array(tensor.scalars[$0 * columns..<($0 + 1) * columns]) }
  }
}
