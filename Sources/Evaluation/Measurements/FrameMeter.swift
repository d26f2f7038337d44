public import Core
internal import Imaging

/// Measures frames with a model, its factors and what else methods need.
public final class FrameMeter: Sendable {
  /// What the measurements are made with.
  public struct Equipment: Sendable {
    /// Model and factors.
    public var detector: Detector

    /// The background model of a likelihood ratio.
    public var background: VAE?

    /// Normal frames to train on, for random network distillation.
    public var trainingFrames: ImageSet?

    /// The latent vectors a frame by which likelihoods are estimated.
    public var samples: Int

    /// What determines latent vectors and trained networks.
    public var seed: UInt64

    /// The number of threads; changes no result.
    public var workers: Int

    /// The latent vectors where nobody says otherwise.
    public static let defaultSamples = 20

    /// Gathers the equipment.
    public init(
      detector: Detector, background: VAE? = nil, trainingFrames: ImageSet? = nil,
      samples: Int = defaultSamples, seed: UInt64 = 0, workers: Int = 1
    ) {
      self.detector = detector
      self.background = background
      self.trainingFrames = trainingFrames
      self.samples = samples
      self.seed = seed
      self.workers = workers
    }
  }

  /// Is told how many frames, or training steps, of how many are done.
  public typealias Progress = @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void

  private let equipment: Equipment

  /// Networks that are trained already.
  private let distillations = Lock<[Measurement: RandomNetworkDistillation]>([:])

  /// Makes a meter.
  public init(_ equipment: Equipment) { self.equipment = equipment }

  /// Measures every frame.
  ///
  /// - Parameters:
  ///   - measurement: What to measure.
  ///   - frames: Frames of the model's input shape.
  ///   - progress: Is told how far it is, from any thread.
  /// - Returns: A row of values a frame, in order; infinity or NaN where a value overflows.
  /// - Throws: `EvaluationError.missing` where the equipment lacks something, and what measuring
  ///   itself throws.
  public func measure(
    _ measurement: Measurement, _ frames: ImageSet,
    progress: @escaping Progress = { _, _, _ in }
  ) throws -> [[Double]] {
    let (model, workers) = (equipment.detector.model, equipment.workers)
    let done: @Sendable (Int) -> Void = { progress(measurement.name, $0, frames.count) }
    switch measurement {
    case .pass:
      return BatchScorer(equipment.detector, workers: workers).score(frames, progress: done)
        .map { $0.layerScores + [$0.logDispersion, $0.loss] }
    case .gradientNorms:
      return try Detector.squaredGradientNorms(
        of: frames, model: model, workers: workers, progress: done)
    case .likelihood(let proposal):
      return likelihood(of: model, proposal, frames, done)
    case .backgroundLikelihood(let proposal):
      guard let background = equipment.background else {
        throw EvaluationError.missing(measurement: measurement.name, part: "a background model")
      }
      return likelihood(of: background, proposal, frames, done)
    case .likelihoodPath:
      return LikelihoodPath.paths(of: frames, model: model, workers: workers, progress: done)
        .map { [$0.reconstructionError, $0.meanNorm, $0.deviationNorm] }
    case .regret:
      return LikelihoodRegret(model: model, options: regretOptions)
        .regrets(frames, workers: workers, progress: done).map { [$0] }
    case .compressedSize(let compression):
      return try (0..<frames.count).map { index in
        let bytes = try compression.encode(frames[index])
        done(index + 1)
        return [8 * Double(bytes.count)]
      }
    case .distillation(let perturbation):
      return try distillation(measurement, perturbation, progress)
        .scores(frames, workers: workers, progress: done).map { [$0] }
    }
  }

  /// How regret is measured.
  private var regretOptions: RegretOptions {
    RegretOptions(samples: equipment.samples, seed: equipment.seed)
  }

  /// How networks are trained.
  private var distillationOptions: DistillationOptions {
    DistillationOptions(seed: equipment.seed)
  }

  /// The settings that the values of a measurement follow from, beside models and frames.
  public func settings(of measurement: Measurement) -> String {
    switch measurement {
    case .pass, .gradientNorms, .likelihoodPath, .compressedSize: ""
    case .likelihood, .backgroundLikelihood: "\(equipment.samples) samples, seed \(equipment.seed)"
    case .regret: "\(regretOptions)"
    case .distillation(let perturbation):
      "\(distillationOptions) \(perturbation?.description ?? "")"
    }
  }

  private func likelihood(
    of model: VAE, _ proposal: ProposalDensity, _ frames: ImageSet,
    _ done: @escaping @Sendable (Int) -> Void
  ) -> [[Double]] {
    ImportanceWeightedLikelihood(
      model: model, samples: equipment.samples, seed: equipment.seed, proposal: proposal
    ).negativeLogLikelihoods(frames, workers: equipment.workers, progress: done).map { [$0] }
  }

  /// The trained networks of a kind; trains them the first time.
  private func distillation(
    _ measurement: Measurement, _ perturbation: Perturbation?, _ progress: Progress
  ) throws -> RandomNetworkDistillation {
    if let trained = distillations.withLock({ $0[measurement] }) { return trained }
    guard let frames = equipment.trainingFrames else {
      throw EvaluationError.missing(measurement: measurement.name, part: "training frames")
    }
    var perturbed: [ImageSet] = []
    if let perturbation {
      var generator = SeededGenerator(seed: equipment.seed)
      var version = ImageSet(shape: frames.shape, pixels: [])
      for index in 0..<frames.count {
        version.append(perturbation.applied(to: frames[index], using: &generator))
      }
      perturbed = [version]
    }
    let trained = try RandomNetworkDistillation.train(
      frames: frames, perturbed: perturbed,
      options: distillationOptions
    ) { step, steps in
      progress("training \(measurement.name)", step, steps)
    }
    distillations.withLock { $0[measurement] = trained }
    return trained
  }
}

extension Measurement.Compression {
  /// The bytes of a frame's file.
  fileprivate func encode(_ image: Image) throws(ImageCodingError) -> [UInt8] {
    switch self {
    case .png: try ImageEncoder.encodePNG(image, compression: 9)
    case .jpeg2000: try ImageEncoder.encodeJPEG2000(image)
    }
  }
}
