/// |log φ − centre|: how far the dispersion of a frame is from that of normal ones, either way.
struct Dispersion: AnomalyScore {
  let name = "dispersion"
  let measurements = [Measurement.pass]
  let learns = true

  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double {
    let values = normal.passes.map(\.logDispersion).sorted()
    guard !values.isEmpty else { throw EvaluationError.empty(set: "held-out") }
    let centre = values[values.count / 2]
    return { abs($0.pass.logDispersion - centre) }
  }
}
