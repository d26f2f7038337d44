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
}
