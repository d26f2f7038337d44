internal import ArgumentParser
internal import Evaluation

/// The scores to compare, as `--scores` names them.
struct ScoreSelection {
  /// The scores, in the order named.
  let scores: [any AnomalyScore]

  /// Reads names with commas between them.
  ///
  /// - Throws: `ValidationError` for a name that is unknown, empty or there twice.
  init(parsing text: String) throws {
    var scores: [any AnomalyScore] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = String(part.drop { $0 == " " })
      guard let score = AnomalyScores.named(name) else {
        throw ValidationError(
          "'\(name)' is no score: expected some of "
            + AnomalyScores.all.map(\.name).joined(separator: ", "))
      }
      guard !scores.contains(where: { $0.name == name }) else {
        throw ValidationError("'\(name)' is named twice")
      }
      scores.append(score)
    }
    self.scores = scores
  }
}
