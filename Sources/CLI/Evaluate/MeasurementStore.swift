internal import Core
internal import Evaluation
internal import Storage

/// Keeps what was measured of a set, so that it is measured once.
///
/// A file is named by the digest of what its values follow from: the measurement and its settings,
/// the models, the frames' pixels, and the version of the way they are measured.
struct MeasurementStore {
  /// To be raised where a measurement gives other values, or others in a row, than before.
  private static let version = 1

  private static let tensorName = "values"

  /// The folder; nil keeps nothing.
  let folder: String?

  /// Returns the rows of a measurement, from the folder or by measuring.
  ///
  /// - Parameters:
  ///   - measurement: What is measured.
  ///   - origin: What the values follow from beside the frames.
  ///   - frames: The frames.
  ///   - columns: The values a frame.
  ///   - measure: Measures them.
  /// - Returns: A row of values a frame, in order.
  /// - Throws: `FileError` if they cannot be written, and what `measure` throws. A file that is not
  ///   what it must be is measured anew.
  func rows(
    _ measurement: Measurement, origin: String, frames: ImageSet, columns: Int,
    measure: () throws -> [[Double]]
  ) throws -> [[Double]] {
    guard let folder else { return try measure() }
    let key = Digest.sha256(
      Array(
        "\(Self.version)\n\(measurement.name)\n\(origin)\n\(Digest.sha256(frames.pixels))".utf8))
    let path = "\(folder)/\(measurement.name)-\(key.prefix(16)).safetensors"
    let shape = [frames.count, columns]
    if let tensor = Self.read(path, shape: shape) {
      return (0..<frames.count).map {
        Array(tensor.scalars[$0 * columns..<($0 + 1) * columns])
      }
    }
    let rows = try measure()
    let tensor = Tensor(shape: shape, scalars: rows.flatMap { $0 })
    try AtomicFile.write(
      Safetensors(tensors: [Self.tensorName: .float64(tensor)]).encoded(), to: path)
    return rows
  }

  private static func read(_ path: String, shape: [Int]) -> Tensor<Double>? {
    guard let bytes = try? OwnedFile.read(path, maximum: 1 << 30) else { return nil }
    return try? Safetensors(parsing: bytes).float64(tensorName, shape: shape)
  }
}
