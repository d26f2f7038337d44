internal import Glibc

/// The latent vector: the mean, or mean + exp(½·logvar)·noise where the plan samples it.
///
/// Inputs: mean and logvar, `[frames, 1, 1, latent]` each. The noise is standard normal; the
/// executor's caller sets it through `saved` before each batch.
struct Reparameterization: Operator {
  let outputShape: ImageShape?

  private let latent: Int

  init(shape: ImageShape) {
    outputShape = shape
    latent = shape.count
  }

  // The noise.
  var savedCount: Int { latent }

  func forward(_ context: OperatorContext, pass: Int) {
    let (mean, z) = (context.input(0), context.output)
    z.copy(from: mean)
    guard context.samplesLatent else { return }
    let (logvar, noise) = (context.input(1), context.saved)
    for i in 0..<z.count { z[i] += exp(0.5 * logvar[i]) * noise[i] }
  }

  func backward(_ context: OperatorContext, pass: Int) {
    let gradient = context.outputGradient
    if let meanGradient = context.inputGradient(0) {
      if context.accumulates(0) {
        meanGradient.add(gradient)
      } else {
        meanGradient.copy(from: gradient)
      }
    }
    guard let logvarGradient = context.inputGradient(1) else { return }
    if !context.accumulates(1) { logvarGradient.clear() }
    guard context.samplesLatent else { return }
    let (logvar, noise) = (context.input(1), context.saved)
    for i in 0..<gradient.count {
      logvarGradient[i] += gradient[i] * noise[i] * 0.5 * exp(0.5 * logvar[i])
    }
  }
}
