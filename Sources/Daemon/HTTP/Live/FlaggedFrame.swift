internal import Core
internal import Messaging

/// A frame that was above the threshold, kept for the page.
struct FlaggedFrame: Sendable {
  /// Its number among all that were kept: the name of its image.
  let id: Int

  /// The index of its source.
  let source: Int

  /// When it was scored, in milliseconds since 1970.
  let time: Int64

  /// The threshold it was compared with.
  let threshold: Double

  /// The image as it was sent; nothing where frames do not carry it along.
  let original: OriginalImage?

  /// The image as the model saw it.
  let modelInput: Image

  /// What events say of it.
  let summary: ScoredFrameSummary

  /// The names of the scored layers, in the order of its layer scores.
  let layerNames: [String]

  /// The image to look at.
  var image: Image { original?.reduced() ?? modelInput }
}
