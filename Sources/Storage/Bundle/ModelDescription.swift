public import Core

/// What `model.json` says of a model: what it is, what it reads and how it came to be.
public struct ModelDescription: Codable, Equatable, Sendable {
  /// The version of the bundle's format that this program reads and writes.
  public static let currentVersion = 1

  /// The version of the bundle's format.
  public let formatVersion: Int

  /// The kind of model: `vae`.
  public let kind: String

  /// The sizes of the model.
  public let architecture: VAEArchitecture

  /// The shape of the images the model reads.
  public let inputShape: ImageShape

  /// The likelihood of a pixel value: `categorical-256`.
  public let likelihood: String

  /// What is done to an image before the model reads it.
  public let preprocessing: Preprocessing

  /// How the model was trained; nil for imported weights.
  public var training: TrainingRecord?

  /// Where the weights were imported from; nil for those trained here.
  public var origin: WeightsOrigin?

  /// Command lines that made the factors and the calibration, in order.
  public var laterCommands: [String]?

  /// Creates the description of a variational autoencoder.
  public init(
    architecture: VAEArchitecture, training: TrainingRecord? = nil, origin: WeightsOrigin? = nil,
    laterCommands: [String]? = nil
  ) {
    formatVersion = Self.currentVersion
    kind = "vae"
    self.architecture = architecture
    inputShape = architecture.inputShape
    likelihood = "categorical-256"
    preprocessing = Preprocessing()
    self.training = training
    self.origin = origin
    self.laterCommands = laterCommands
  }

  private enum CodingKeys: String, CodingKey {
    case formatVersion = "format_version"
    case kind
    case architecture
    case inputShape = "input_shape"
    case likelihood
    case preprocessing
    case training
    case origin
    case laterCommands = "later_commands"
  }
}
