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
        + ". (default: what the bundle is calibrated to)", valueName: "names"),
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
  var samples = 20

  @Option(
    help: "How log q(z|x) enters these estimates: as it is, or as in the paper's code."
  )
  var proposal = ProposalDensity.exact

  @Option(
    help: ArgumentHelp(
      "A folder for what is measured, so that a run that was ended goes on.", valueName: "folder"))
  var measurements: String?

  func validate() throws {
    guard samples >= 1, samples <= 100_000 else {
      throw ValidationError("--samples is \(samples), expected 1 to 100000.")
    }
    guard let scores = scores?.scores else { return }
    if heldOut == nil, let score = scores.first(where: \.learns) {
      throw ValidationError("\(score.name) learns from normal images: name them, --held-out DATA.")
    }
    let needed = Set(scores.flatMap(\.measurements))
    if background == nil, needed.contains(.backgroundLikelihood) {
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
      background: background, train: train, samples: samples, proposal: proposal,
      measurements: measurements, seed: seed, workers: workers)
  }
}

extension Measurement {
  /// Whether networks are trained for it.
  var isDistillation: Bool {
    if case .distillation = self { true } else { false }
  }
}
