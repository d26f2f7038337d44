internal import Glibc

/// Adds log q(z|x) − log p(z) to the loss, in nats a frame, for the z that was drawn: the sampled
/// twin of `KullbackLeibler`, whose mean it is.
///
/// Inputs: mean, logvar and z, `[frames, 1, 1, latent]` each; p is N(0, I), q what `proposal` says.
/// Computed in double precision from the z that is decoded. Where the encoder's variance overflows
/// it is NaN or infinite: such a z has weight 0 (see `negativeLogMeanExponential`).
struct SampledDivergence: Operator {
  /// The form of q.
  let proposal: ProposalDensity

  var outputShape: ImageShape? { nil }

  func forward(_ context: OperatorContext, pass: Int) {
    let (mean, logvar, z) = (context.input(0), context.input(1), context.input(2))
    let latent = mean.count / context.frames.count
    for (row, frame) in context.frames.enumerated() {
      var sum = 0.0
      for i in row * latent..<(row + 1) * latent {
        let (value, logVariance) = (Double(z[i]), Double(logvar[i]))
        var deviation = value - Double(mean[i])
        if proposal == .exact { deviation *= exp(-0.5 * logVariance) }
        sum += value * value - deviation * deviation - logVariance
      }
      context.addLoss(0.5 * sum, frame: frame)
    }
  }

  // Weights are computed forward only: no plan that draws them needs gradients.
  func backward(_ context: OperatorContext, pass: Int) {
    preconditionFailure("the sampled divergence has no gradient")
  }
}
