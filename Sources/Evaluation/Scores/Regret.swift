/// The likelihood regret: how much more likely a frame becomes where the encoder is fitted to it
/// alone (Xiao, Yan and Amit 2020).
struct Regret: AnomalyScore {
  let name = "regret"
  let measurements = [Measurement.regret]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    { $0.value(.regret) }
  }
}
