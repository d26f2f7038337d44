/// How factors are fitted.
///
/// The defaults are the paper's for a VAE.
public struct FitOptions: Equatable, Sendable {
  /// The approximation.
  public var curvature: FisherFactors.Curvature

  /// ε, added to every eigenvalue.
  public var damping: Double

  /// The layers to score, in any order; nil: all of the model's.
  public var layers: [String]?

  /// The seed that chose the frames; recorded with the factors.
  public var seed: UInt64

  /// The number of blocks of frames worked on at once; changes no result.
  public var workers: Int

  /// Creates options.
  public init(
    curvature: FisherFactors.Curvature = .ekfac, damping: Double = 1e-8,
    layers: [String]? = nil, seed: UInt64 = 0, workers: Int = 1
  ) {
    self.curvature = curvature
    self.damping = damping
    self.layers = layers
    self.seed = seed
    self.workers = workers
  }
}
