internal import Evaluation

/// A row of a table: one score, made with one model, of images of one brightness.
struct StudyRow {
  /// What it is called in the table.
  let label: String

  /// The score.
  let score: any AnomalyScore

  /// The bundle.
  let bundle: String

  /// The background model's bundle.
  var background: String?

  /// What the values of the sets that are not normal are multiplied by.
  var brightness: Double?

  /// The paper's name of this row, where it has it.
  var published: String?

  /// Whether a frame takes seconds.
  var isSlow: Bool { score.measurements.contains(.regret) }

  /// Whether another row is measured on the same frames with the same models.
  func isMeasured(like other: StudyRow) -> Bool {
    bundle == other.bundle && background == other.background && brightness == other.brightness
      && isSlow == other.isSlow && trains == other.trains
  }

  private var trains: Bool { score.measurements.contains(where: \.isDistillation) }
}
