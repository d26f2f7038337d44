internal import Core

/// The error of a network trained on normal frames to predict a random one (Burda and others 2019), with
/// other random networks for perturbed frames (Choi and Chung 2020).
struct Distillation: AnomalyScore {
  let perturbation: Perturbation?
  let learns = false

  var name: String { "rnd" + (perturbation.map { "-\($0.name)" } ?? "") }

  var measurements: [Measurement] { [.distillation(perturbation)] }

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    let measurement = Measurement.distillation(perturbation)
    return { $0.value(measurement) }
  }
}
