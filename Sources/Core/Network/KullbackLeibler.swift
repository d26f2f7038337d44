internal import Glibc

/// Adds KL(q(z|x) ‖ N(0, I)) = −½ Σ (1 + logvar − μ² − e^logvar) to the loss, in nats a frame.
///
/// Inputs: mean and logvar, `[frames, 1, 1, latent]` each. Gradients: μ, and ½(e^logvar − 1).
struct KullbackLeibler: Operator {
  var outputShape: ImageShape? { nil }

  func forward(_ context: OperatorContext, pass: Int) {
    let (mean, logvar) = (context.input(0), context.input(1))
    let latent = mean.count / context.frames.count
    for (row, frame) in context.frames.enumerated() {
      var sum = 0.0
      for i in row * latent..<(row + 1) * latent {
        let (m, v) = (Double(mean[i]), Double(logvar[i]))
        sum += 1 + v - m * m - exp(v)
      }
      context.addLoss(-0.5 * sum, frame: frame)
    }
  }

  func backward(_ context: OperatorContext, pass: Int) {
    let (mean, logvar) = (context.input(0), context.input(1))
    if let gradient = context.inputGradient(0) {
      if !context.accumulates(0) { gradient.clear() }
      gradient.add(mean)
    }
    if let gradient = context.inputGradient(1) {
      if !context.accumulates(1) { gradient.clear() }
      for i in 0..<gradient.count { gradient[i] += 0.5 * (exp(logvar[i]) - 1) }
    }
  }
}
