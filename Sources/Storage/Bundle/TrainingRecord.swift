public import Core

/// How a model was trained.
public struct TrainingRecord: Codable, Equatable, Sendable {
  /// The DATA it was trained on, as on the command line.
  public var data: String

  /// The command lines that made it, in order: more than one if training was resumed.
  public var commands: [String]

  /// The number of training frames, without those kept out.
  public var frames: Int

  /// The number of passes over them.
  public var epochs: Int

  /// The seed of everything drawn at random.
  public var seed: UInt64

  /// The day training ended, as `2026-01-31`.
  public var date: String

  /// The frames of DATA kept out of training, for calibration; nil for none.
  public var heldOut: HeldOutFrames?

  /// The mean loss a frame over the last epoch, in nats.
  public var finalLoss: Double

  /// What the frames went through before they were trained on; nil: nothing, as before there was any.
  public var perturbation: Perturbation?

  /// Creates a record.
  public init(
    data: String, commands: [String], frames: Int, epochs: Int, seed: UInt64, date: String,
    heldOut: HeldOutFrames?, finalLoss: Double, perturbation: Perturbation? = nil
  ) {
    self.data = data
    self.commands = commands
    self.frames = frames
    self.epochs = epochs
    self.seed = seed
    self.date = date
    self.heldOut = heldOut
    self.finalLoss = finalLoss
    self.perturbation = perturbation
  }

  private enum CodingKeys: String, CodingKey {
    case data
    case commands
    case frames
    case epochs
    case seed
    case date
    case heldOut = "held_out"
    case finalLoss = "final_loss"
    case perturbation
  }
}
