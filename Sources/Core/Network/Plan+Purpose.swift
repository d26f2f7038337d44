extension Plan {
  /// What passes are for: the statistics and the latent vector they use, and the gradients they
  /// leave.
  ///
  /// The four are independent of one another; the named purposes are those in use.
  struct Purpose: Sendable, Equatable {
    /// Some of a network's layers.
    enum Layers: Sendable, Equatable {
      case all
      case named([String])

      /// No layers.
      static let none = Layers.named([])

      /// Whether the layer of a name is one of them.
      func contains(_ name: String) -> Bool {
        switch self {
        case .all: return true
        case .named(let names): return names.contains(name)
        }
      }
    }

    /// Whether normalisation uses the statistics of the batch and moves the running ones.
    let usesBatchStatistics: Bool

    /// Whether the latent vector is drawn, with the noise that the caller sets, or is the mean.
    let samplesLatent: Bool

    /// The layers whose outputs' gradients are computed.
    let outputGradients: Layers

    /// The layers whose tensors' gradients are computed.
    let parameterGradients: Layers

    /// Running statistics, the mean decoded; gradients as far down as the named layers' outputs.
    static func scoring(layers: [String]) -> Purpose {
      Purpose(
        usesBatchStatistics: false, samplesLatent: false, outputGradients: .named(layers),
        parameterGradients: .none)
    }

    /// Batch statistics, a sampled latent vector, gradients of all trained parameters.
    static let training = Purpose(
      usesBatchStatistics: true, samplesLatent: true, outputGradients: .none,
      parameterGradients: .all)

    /// Running statistics, the mean decoded, forward only.
    static let inference = Purpose(
      usesBatchStatistics: false, samplesLatent: false, outputGradients: .none,
      parameterGradients: .none)

    /// Running statistics, a sampled latent vector, forward only.
    static let sampling = Purpose(
      usesBatchStatistics: false, samplesLatent: true, outputGradients: .none,
      parameterGradients: .none)

    /// Running statistics, a sampled latent vector, gradients of the named layers' parameters.
    static func adaptation(layers: [String]) -> Purpose {
      Purpose(
        usesBatchStatistics: false, samplesLatent: true, outputGradients: .none,
        parameterGradients: .named(layers))
    }
  }
}
