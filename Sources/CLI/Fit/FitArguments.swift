internal import ArgumentParser
internal import Core
internal import Datasets
internal import Storage

/// The options of a fit, for `fit` and `build`.
struct FitArguments: ParsableArguments {
  @Option(
    name: .customLong("frames"), help: "Frames of DATA to fit on, a sample without replacement.")
  var frameCount = 10_000

  @Option(help: "Added to every eigenvalue.")
  var damping = 1e-8

  @Option(help: "How the Fisher information is approximated.")
  var curvature = FisherFactors.Curvature.ekfac

  @Option(
    help: ArgumentHelp(
      "The layers to score, with commas between them; all if left out.", valueName: "names"))
  var layers: String?

  func validate() throws {
    guard frameCount >= 2 else {
      throw ValidationError("--frames is \(frameCount), expected at least 2.")
    }
    guard damping > 0, damping.isFinite else {
      throw ValidationError("--damping is \(damping), expected a positive number.")
    }
    let known = VAEArchitecture.scoredLayers
    if let unknown = layerNames?.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "--layers names '\(unknown)', expected some of \(known.joined(separator: ", ")).")
    }
  }

  private var layerNames: [String]? {
    layers?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// Fits a bundle's model to a sample of a source and writes the factors file.
  func run(
    bundle: String, source: DataSource, seed: UInt64, workers: Int, on console: Console
  ) throws -> FactorsReference {
    let loaded = try ModelBundle.loadModel(at: bundle)
    let frames = try NumberedFrames(
      source, preparedFor: loaded.model.architecture.inputShape, sample: frameCount, seed: seed,
      on: console)
    try Self.refuseHeldOut(frames, of: source, model: loaded.description, bundle: bundle)
    if frames.count < frameCount {
      console.note("\(source) has \(frames.count.counted("frame")): all are used")
    }
    let progress = ProgressLine(console: console)
    defer { progress.clear() }
    let factors = try FisherFactors.fit(
      loaded.model, frames: frames.images,
      options: FitOptions(
        curvature: curvature, damping: damping, layers: layerNames, seed: seed,
        workers: workers),
      progress: { stage, done, total in
        let unit = stage == .eigenvectors ? "layers" : "frames"
        progress.update("fitting \(stage.rawValue)", done, of: total, unit: unit)
      })
    progress.clear()
    let reference = try ModelBundle.writeFactors(
      factors, weightsDigest: loaded.weightsDigest, at: bundle)
    try loaded.description.recordCommand(in: bundle)
    console.note(
      "fitted \(curvature.rawValue) factors to \(frames.count.counted("frame")) of \(source)")
    warn(ofFew: frames.count, factors, on: console)
    return reference
  }

  /// Fewer frames than a layer has inputs leave directions that none of them excited: there the
  /// damping alone is the Fisher information, and what excites them scores in the millions.
  private func warn(ofFew count: Int, _ factors: FisherFactors, on console: Console) {
    guard curvature == .ekfac,
      let widest = factors.layers.max(by: { $0.eigenvalues.columns < $1.eigenvalues.columns }),
      count < widest.eigenvalues.columns
    else { return }
    console.note(
      "few frames: \(widest.name) has \(widest.eigenvalues.columns.grouped) inputs, and with fewer "
        + "frames than that thresholds are often in the thousands or millions; fit on more")
  }

  /// Fitting on the frames kept for calibration would make the false-alarm rate wrong.
  private static func refuseHeldOut(
    _ frames: NumberedFrames, of source: DataSource, model: ModelDescription, bundle: String
  ) throws {
    guard let split = DataSplit(model.training), split.source.isSameData(as: source) else { return }
    let count = frames.numbers.count { split.isHeldOut($0) }
    guard count > 0 else { return }
    throw CommandFailure(
      .usage,
      "\(count.grouped) of the \(frames.count.counted("frame")) to fit on are kept for calibration "
        + "(held_out in \(bundle)/model.json): fit on \(split.trainedText)")
  }
}
