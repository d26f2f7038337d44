public import Core

/// A score of how unusual frames are: higher is more anomalous.
///
/// What costs time is measured once a frame (`Measurement`); a score makes one number of it, and may
/// first learn from frames that are normal and that the model has not seen. None learns from frames
/// that are not normal.
public protocol AnomalyScore: Sendable {
  /// The name in commands and reports.
  var name: String { get }

  /// What is measured of a frame for it.
  var measurements: [Measurement] { get }

  /// Whether it learns from held-out normal frames.
  var learns: Bool { get }

  /// Makes the function from measurements of a frame to its score.
  ///
  /// - Parameter normal: What there is to learn from.
  /// - Returns: The score of a frame with a row of each of `measurements`; NaN counts as infinity.
  /// - Throws: An error that says why it cannot learn from these frames.
  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double
}

/// What is known of normal frames where a score is fitted.
public struct NormalFrames: Sendable {
  /// What the detector makes of layer scores.
  public let calibration: Calibration

  /// The paper's standardisation, by the statistics of the fit, whatever the detector's.
  public let statistics: Calibration

  /// The elements of the gradient of each scored layer.
  public let layerSizes: [Int]

  /// Measurements of held-out frames: rows of each measurement of a score that learns.
  public let rows: Measurement.Rows

  /// Gathers what is known.
  public init(
    calibration: Calibration, statistics: Calibration, layerSizes: [Int],
    rows: Measurement.Rows = [:]
  ) {
    self.calibration = calibration
    self.statistics = statistics
    self.layerSizes = layerSizes
    self.rows = rows
  }

  /// The rows of a measurement.
  func rows(of measurement: Measurement) -> [[Double]] { rows[measurement] ?? [] }

  /// The passes over the held-out frames.
  var passes: [Pass] { rows(of: .pass).map(Pass.init) }
}

extension Measurement.Row {
  /// The one value of a measurement that has one.
  func value(_ measurement: Measurement) -> Double { values(measurement)[0] }

  /// The values of a measurement.
  ///
  /// - Precondition: It is one of those that the score names.
  func values(_ measurement: Measurement) -> [Double] {
    guard let values = self[measurement] else {
      preconditionFailure("\(measurement.name) was not measured")
    }
    return values
  }

  /// The pass over the frame.
  var pass: Pass { Pass(values(.pass)) }
}

/// A row of `Measurement.pass` by its parts.
struct Pass {
  /// S_l, one a scored layer.
  let layerScores: [Double]

  /// The logarithm of the dispersion.
  let logDispersion: Double

  /// −log p(x) with the mean decoded, in nats.
  let loss: Double

  init(_ row: [Double]) {
    layerScores = Array(row.dropLast(2))
    logDispersion = row[row.count - 2]
    loss = row[row.count - 1]
  }
}
