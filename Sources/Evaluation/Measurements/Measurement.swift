public import Core

/// Something that is measured of every frame once, whatever scores are made of it.
public enum Measurement: Hashable, Sendable {
  /// One forward and one backward pass of the detector: the layer scores, the logarithm of the
  /// dispersion, and the loss −log p(x) with the mean decoded, in nats.
  case pass

  /// ‖G_l‖² a scored layer.
  case gradientNorms

  /// −log p(x) by importance sampling, in nats, with a form of q(z|x).
  case likelihood(ProposalDensity)

  /// The same under a background model.
  case backgroundLikelihood(ProposalDensity)

  /// ‖x − x̂‖, ‖μ‖ and ‖σ‖.
  case likelihoodPath

  /// The likelihood regret, in nats.
  case regret

  /// The size of the frame's file, in bits.
  case compressedSize(Compression)

  /// The error of a network that was trained to predict a random one on normal frames, and others on
  /// perturbed ones; nil: normal frames alone.
  case distillation(Perturbation?)

  /// How a frame is compressed, without loss.
  public enum Compression: String, Hashable, Sendable, CaseIterable {
    /// PNG at zlib's level 9.
    case png
    /// JPEG 2000.
    case jpeg2000
  }

  /// The name in messages and files.
  public var name: String {
    switch self {
    case .pass: "pass"
    case .gradientNorms: "gradient-norms"
    case .likelihood(let proposal): "likelihood-\(proposal.rawValue)"
    case .backgroundLikelihood(let proposal): "background-likelihood-\(proposal.rawValue)"
    case .likelihoodPath: "likelihood-path"
    case .regret: "regret"
    case .compressedSize(let compression): "size-\(compression.rawValue)"
    case .distillation(nil): "distillation"
    case .distillation(let perturbation?): "distillation-\(perturbation.name)"
    }
  }
}

extension Measurement {
  /// The number of values a frame, with a model of so many scored layers.
  public func columnCount(layers: Int) -> Int {
    switch self {
    case .pass: layers + 2
    case .gradientNorms: layers
    case .likelihoodPath: 3
    case .likelihood, .backgroundLikelihood, .regret, .compressedSize, .distillation: 1
    }
  }

  /// Measurements of a set of frames: for each a row of values a frame.
  public typealias Rows = [Measurement: [[Double]]]

  /// Measurements of one frame.
  public typealias Row = [Measurement: [Double]]
}
