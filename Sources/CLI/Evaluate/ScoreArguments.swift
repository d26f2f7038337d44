internal import ArgumentParser
internal import Core
internal import Datasets
internal import Evaluation

/// The options of an evaluation that compares scores.
struct ScoreArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The scores to compare, with commas between them: "
        + AnomalyScores.all.map(\.name).joined(separator: ", ")
        + "; all but the first are compared with it. (default: what the bundle is calibrated to)",
      valueName: "names"),
    transform: ScoreSelection.init)
  var scores: ScoreSelection?

  @Option(
    help: ArgumentHelp(
      "Normal images that neither training nor fit has seen, for scores that learn from them; not "
        + "those of --normal.", valueName: "data"),
    transform: DataSource.argument)
  var heldOut: DataSource?

  @Option(
    help: ArgumentHelp(
      "The bundle of the background model, made by rose train --perturb, for likelihood-ratio.",
      valueName: "bundle"))
  var background: String?

  @Option(
    help: ArgumentHelp("Normal images to train on, for rnd and its kinds.", valueName: "data"),
    transform: DataSource.argument)
  var train: DataSource?

  @Option(help: "The latent vectors a frame by which likelihoods are estimated.")
  var samples = FrameMeter.Equipment.defaultSamples

  @Option(
    help: ArgumentHelp(
      "A folder for what is measured, so that a run that was ended goes on.", valueName: "folder"))
  var measurements: String?

  /// How many latent vectors a frame there can be.
  static let sampleCounts = 1...100_000

  func validate() throws {
    guard Self.sampleCounts.contains(samples) else {
      throw ValidationError(
        "--samples is \(samples), expected 1 to \(Self.sampleCounts.upperBound).")
    }
    guard let scores = scores?.scores else {
      let isPlain =
        heldOut == nil && background == nil && train == nil && measurements == nil
        && samples == FrameMeter.Equipment.defaultSamples
      guard isPlain else {
        throw ValidationError(
          "--held-out, --background, --train, --samples and --measurements are for --scores.")
      }
      return
    }
    if heldOut == nil, let score = scores.first(where: \.learns) {
      throw ValidationError("\(score.name) learns from normal images: name them, --held-out DATA.")
    }
    let needed = Set(scores.flatMap(\.measurements))
    if background == nil, needed.contains(where: \.needsBackground) {
      throw ValidationError(
        "likelihood-ratio needs --background BUNDLE, from rose train --perturb.")
    }
    if train == nil, needed.contains(where: \.isDistillation) {
      throw ValidationError("rnd needs normal images to train on: --train DATA.")
    }
  }
}

extension ScoreArguments {
  /// What the scores need beside the bundle.
  func options(seed: UInt64, workers: Int) -> ScoreComparison.Options {
    ScoreComparison.Options(
      background: background, train: train, samples: samples, measurements: measurements,
      seed: seed, workers: workers)
  }
}

extension Measurement {
  /// Whether networks are trained for it.
  var isDistillation: Bool {
    if case .distillation = self { true } else { false }
  }

  /// Whether a background model is needed for it.
  var needsBackground: Bool {
    if case .backgroundLikelihood = self { true } else { false }
  }
}
