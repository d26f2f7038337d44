internal import Core
internal import Datasets
internal import Storage

/// Calibrates a bundle and switches it to the factors used.
struct CalibrationRun {
  let bundle: String
  /// The frames; nil: those that training held out.
  let source: DataSource?
  /// A factors file of the bundle; nil: the newest.
  let factors: String?
  /// The number of frames to sample; nil: all.
  let frameCount: Int?
  let seed: UInt64
  let arguments: CalibrationArguments
  let workers: Int
  let console: Console

  /// Calibrates and writes `calibration.json`, then the command line to `model.json`.
  func run() throws {
    let loaded = try ModelBundle.loadModel(at: bundle)
    let (factors, reference) = try loadFactors(for: loaded)
    let (frames, frameSource) = try loadFrames(for: loaded)
    if let warning = DataSplit(loaded.description.training)?.warning(
      of: frames, from: frameSource, effect: "expect more false alarms than the rate says")
    {
      console.note(warning)
    }
    let progress = ProgressLine(console: console)
    defer { progress.clear() }
    let calibration = try Calibration.calibrate(
      loaded.model, factors: factors, frames: frames.images,
      options: arguments.options(seed: seed, workers: workers),
      progress: { progress.update("scoring", $0, of: frames.count) })
    progress.clear()
    try ModelBundle.writeCalibration(calibration, factors: reference, at: bundle)
    try loaded.description.recordCommand(in: bundle)
    console.note(
      "calibrated \(reference.file) on \(frames.count.counted("frame")) of \(frameSource): "
        + "threshold \(calibration.threshold.text(digits: 4)) at a false-alarm rate of "
        + "\(calibration.falseAlarmRate)")
  }

  private func loadFactors(
    for loaded: LoadedModel
  ) throws -> (factors: FisherFactors, reference: FactorsReference) {
    try ModelBundle.loadFactors(
      at: bundle, reference: try factors.map(reference), weightsDigest: loaded.weightsDigest,
      architecture: loaded.model.architecture)
  }

  /// The name of a factors file, with or without its folder, and its digest.
  private func reference(to file: String) throws -> FactorsReference {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let bytes = try OwnedFile.read("\(bundle)/\(name)", maximum: 4 << 30)
    let reference = FactorsReference(sha256: Digest.sha256(bytes))
    guard reference.file == name else {
      throw CommandFailure(
        .data,
        "\(bundle)/\(name) has a digest that begins with \(reference.sha256.prefix(12)), unlike its "
          + "name: it was changed or damaged; run rose fit")
    }
    return reference
  }

  private func loadFrames(
    for loaded: LoadedModel
  ) throws -> (frames: NumberedFrames, source: DataSource) {
    let source = try source ?? heldOutSource(loaded.description)
    let frames = try NumberedFrames(
      source, preparedFor: loaded.model.architecture.inputShape, sample: frameCount, seed: seed,
      on: console)
    if let frameCount, frames.count < frameCount {
      console.note("\(source) has \(frames.count.counted("frame")): all are used")
    }
    return (frames, source)
  }

  private func heldOutSource(_ description: ModelDescription) throws(CommandFailure) -> DataSource {
    guard let split = DataSplit(description.training), case .range(let range) = split.heldOut,
      !range.isEmpty
    else {
      throw CommandFailure(
        .usage,
        "\(bundle)/model.json records no held-out frames: name normal images that the model has "
          + "not seen, rose calibrate \(bundle) DATA")
    }
    return split.source.restricted(to: range)
  }
}
