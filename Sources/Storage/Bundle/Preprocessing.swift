/// What is done to an image of any size before a model reads it.
public struct Preprocessing: Codable, Equatable, Sendable {
  /// How the channels become the model's: colour to grey by ITU-R 601 luma, grey to colour by
  /// repetition.
  public let channels: String

  /// How the size becomes the model's, after the channels: `bilinear-antialiased`.
  public let resize: String

  /// What the values 0…255 are divided by.
  public let divisor: Int

  /// The preprocessing of all models so far.
  public init() {
    channels = "luma-601-or-repetition"
    resize = "bilinear-antialiased"
    divisor = 255
  }
}
