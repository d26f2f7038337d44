internal import Core

/// |−log p(x) − E(−log p)|, the distance of a single frame from the typical set (Nalisnick and others
/// 2019), the mean taken over held-out frames.
struct Typicality: AnomalyScore {
  let name = "typicality"
  let measurements = [Measurement.likelihood(.exact)]
  let learns = true

  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double {
    let values = normal.rows(of: .likelihood(.exact)).map { $0[0] }
    guard !values.isEmpty else { throw EvaluationError.empty(set: "held-out") }
    if let frame = values.firstIndex(where: { !$0.isFinite }) {
      throw DensityError.notFinite(row: frame, feature: 0, found: values[frame])
    }
    let mean = values.reduce(0, +) / Double(values.count)
    return { abs($0.value(.likelihood(.exact)) - mean) }
  }
}
