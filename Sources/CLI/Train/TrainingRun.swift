internal import Core
internal import Datasets
internal import Glibc
internal import Storage

/// A training from its first step, or a checkpoint, to the model it makes.
struct TrainingRun {
  private let setup: TrainingSetup
  private let bundle: String
  private let claim: FolderClaim
  private let checkpointPath: String
  private let identity: [(name: String, value: String)]
  private let commands: [String]
  private let checkpointSeconds: Double
  private let console: Console
  private let interruption: () -> Int32?
  private let trainer: Trainer

  /// Prepares a training, and finds out before it begins whether it may write to the bundle.
  ///
  /// - Parameters:
  ///   - setup: What to train on, and how.
  ///   - bundle: The folder of the bundle; made if it is not there.
  ///   - resumes: Whether to go on from a checkpoint.
  ///   - command: The command line, for the records.
  ///   - checkpointSeconds: The time between two checkpoints.
  ///   - console: Where progress is shown.
  ///   - interruption: Returns a signal that asks to stop, if one came; called after every step.
  /// - Throws: `CommandFailure` if the bundle has a model, another command makes one there, or the
  ///   checkpoint is of another training.
  init(
    _ setup: TrainingSetup, bundle: String, resumes: Bool, command: String,
    checkpointSeconds: Double, console: Console, interruption: @escaping () -> Int32?
  ) throws {
    self.setup = setup
    self.bundle = bundle
    self.checkpointSeconds = checkpointSeconds
    self.console = console
    self.interruption = interruption
    checkpointPath = TrainingCheckpoint.path(in: bundle)
    identity = setup.identity
    try BundleFolder.create(bundle)
    claim = try FolderClaim(bundle)
    trainer = try Trainer(
      setup.architecture, frames: setup.frames, options: setup.options,
      initial: setup.initial?.model)
    guard resumes else {
      try BundleFolder.requireEmpty(bundle)
      commands = (setup.initial?.description.training?.commands ?? []) + [command]
      return
    }
    guard BundleFolder.exists(checkpointPath) else {
      throw CommandFailure(
        .noInput, "\(checkpointPath) does not exist: leave out --resume to begin a training")
    }
    let checkpoint = try TrainingCheckpoint(path: checkpointPath, identity: identity)
    try trainer.resume(checkpoint.state)
    commands = checkpoint.commands + [command]
  }

  /// Trains to the end, or until a signal comes.
  ///
  /// - Returns: The signal that stopped it after a checkpoint was written; nil if the model is
  ///   written.
  func run() throws -> Int32? {
    // The folder is this training's until the model is written.
    try withExtendedLifetime(claim) { try train() }
  }

  private func train() throws -> Int32? {
    let progress = ProgressLine(console: console)
    var checkpointTime = ProgressLine.seconds()
    announce()
    while !trainer.isFinished {
      if let signal = interruption() {
        progress.clear()
        try stop()
        return signal
      }
      try trainer.takeStep()
      show(progress)
      if ProgressLine.seconds() - checkpointTime >= checkpointSeconds, !trainer.isFinished {
        try writeCheckpoint()
        checkpointTime = ProgressLine.seconds()
      }
    }
    progress.clear()
    try finish()
    return nil
  }

  private var frameCount: Int { setup.frames.count }

  private func announce() {
    let sizes = setup.architecture
    console.note(
      "\(trainer.step == 0 ? "training" : "going on at step \(trainer.step.grouped)"): "
        + "\(sizes.channels.counted("channel")), \(sizes.features) features, \(sizes.latent) latent; "
        + "\(frameCount.counted("frame")) of \(setup.source), "
        + "\(setup.heldOutRange?.count.grouped ?? "none") held out; "
        + "\(setup.options.epochs.counted("epoch"))"
        + (setup.options.perturbation.map { "; every frame perturbed by \($0)" } ?? ""))
  }

  private func show(_ progress: ProgressLine) {
    let (epoch, position) = trainer.step.quotientAndRemainder(dividingBy: trainer.stepsPerEpoch)
    let done = epoch * frameCount + min(position * setup.options.batchSize, frameCount)
    let loss = position == 0 ? trainer.epochLosses.last ?? .nan : trainer.runningLoss
    progress.update(
      "training", done, of: setup.options.epochs * frameCount,
      note: "epoch \(min(epoch + 1, setup.options.epochs)) of \(setup.options.epochs), "
        + "loss \(loss.text(digits: 1))")
    if position == 0 {
      progress.clear()
      console.note("epoch \(epoch) of \(setup.options.epochs): loss \(loss.text(digits: 2))")
    }
  }

  private func writeCheckpoint() throws {
    try TrainingCheckpoint(state: trainer.state, commands: commands)
      .write(to: checkpointPath, identity: identity)
  }

  private func stop() throws {
    try writeCheckpoint()
    let command = commands.last ?? ""
    let again = command.hasSuffix(" --resume") || command.contains(" --resume ")
    console.note(
      "rose: interrupted at step \(trainer.step.grouped) of "
        + "\((setup.options.epochs * trainer.stepsPerEpoch).grouped); the checkpoint is "
        + "\(checkpointPath). Go on with: \(command)\(again ? "" : " --resume")")
  }

  private func finish() throws {
    let record = TrainingRecord(
      data: setup.source.description, commands: commands, frames: frameCount,
      epochs: setup.options.epochs, seed: setup.options.seed, date: CalendarDay.today,
      heldOut: setup.heldOutFrames, finalLoss: trainer.epochLosses.last ?? .nan,
      perturbation: setup.options.perturbation)
    try ModelBundle.writeModel(
      try trainer.model,
      description: ModelDescription(architecture: setup.architecture, training: record),
      at: bundle)
    unsafe unlink(checkpointPath)
  }
}
