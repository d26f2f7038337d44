/// The fitted curvature of a model's scored layers, and the statistics of the layer scores over
/// the frames it was fitted on: what `fisher-….safetensors` holds.
///
/// Indices of a layer's input are those of files: `[channel, kh, kw]`, then 1 for the bias.
public struct FisherFactors: Equatable, Sendable {
  /// How the Fisher information of a layer is approximated.
  public enum Curvature: String, Codable, Sendable {
    /// Kronecker-factored eigenbasis with re-estimated eigenvalues (EKFAC).
    case ekfac
    /// The diagonal alone.
    case diagonal
  }

  /// The factors of one layer.
  public struct Layer: Equatable, Sendable {
    /// The layer, as in `VAEArchitecture.scoredLayers`.
    public let name: String

    /// U_A, one eigenvector a column.
    ///
    /// Shape `[in, in]`. Nil for `.diagonal`. A layer that reads the same input as an earlier one
    /// (`encoder.logvar`) repeats that layer's matrix here; it is stored and rotated once.
    public let inputEigenvectors: Matrix?

    /// U_B, one eigenvector a column.
    ///
    /// Shape `[out, out]`. Nil for `.diagonal`.
    public let gradientEigenvectors: Matrix?

    /// Λ, the mean square of each rotated gradient element, none negative.
    ///
    /// Shape `[out, in]`. For `.diagonal` the mean square of each gradient element.
    public let eigenvalues: Matrix

    /// Creates the factors of a layer.
    public init(
      name: String, inputEigenvectors: Matrix?, gradientEigenvectors: Matrix?, eigenvalues: Matrix
    ) {
      self.name = name
      self.inputEigenvectors = inputEigenvectors
      self.gradientEigenvectors = gradientEigenvectors
      self.eigenvalues = eigenvalues
    }
  }

  /// The approximation.
  public let curvature: Curvature

  /// ε, added to every eigenvalue before it divides; positive and finite.
  public let damping: Double

  /// The factors, one a scored layer.
  public let layers: [Layer]

  /// The mean of each layer score over the fit frames.
  public let layerMean: [Double]

  /// The population standard deviation of each layer score over the fit frames.
  public let layerStandardDeviation: [Double]

  /// The number of frames the factors were fitted on.
  public let frames: Int

  /// The seed that chose those frames.
  public let seed: UInt64

  /// Creates factors from their parts.
  public init(
    curvature: Curvature, damping: Double, layers: [Layer], layerMean: [Double],
    layerStandardDeviation: [Double], frames: Int, seed: UInt64
  ) {
    self.curvature = curvature
    self.damping = damping
    self.layers = layers
    self.layerMean = layerMean
    self.layerStandardDeviation = layerStandardDeviation
    self.frames = frames
    self.seed = seed
  }
}
