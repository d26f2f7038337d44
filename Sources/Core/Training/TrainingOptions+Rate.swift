internal import Glibc

extension TrainingOptions {
  /// The learning rate of a step, counted from 0.
  func rate(step: Int, stepsPerEpoch: Int) -> Double {
    switch schedule {
    case .halving:
      return learningRate * pow(0.5, Double(step / stepsPerEpoch / 30))
    case .cosine:
      return learningRate * 0.5 * (1 + cos(.pi * Double(step) / Double(epochs * stepsPerEpoch)))
    }
  }
}
