internal import Core
internal import Messaging

/// One loaded detector with its place in the daemon's life; every frame is scored by exactly one.
struct Generation: Sendable {
  /// 1 for what the daemon started with, one more after each successful reload.
  let number: Int

  /// What scores.
  let detector: Detector

  /// SHA-256 of the weights.
  let weightsDigest: String

  /// SHA-256 of the factors.
  let factorsDigest: String

  /// τ: a frame is anomalous if its score is above it and its source has no threshold of its own.
  var threshold: Double { detector.calibration.threshold }

  /// The model as events name it: never reloaded, so always generation 1.
  var modelReference: GenerationReference {
    GenerationReference(digest: weightsDigest, generation: 1)
  }

  /// The factors as events name them.
  var factorsReference: GenerationReference {
    GenerationReference(digest: factorsDigest, generation: number)
  }
}
