internal import Core

/// The scores of frames as `rose score` writes them.
struct ScoreLines {
  let frames: NumberedFrames
  let scores: [FrameScore]

  /// Writes a line a frame.
  func write(asJSON: Bool, to console: Console) throws(CommandFailure) {
    // Written in pieces, so that neither many calls nor one long text take time.
    var text = asJSON ? "" : Self.heading
    for index in scores.indices {
      text += (asJSON ? json(index) : row(index)) + "\n"
      if text.utf8.count > 1 << 16 {
        try console.write(text)
        text = ""
      }
    }
    try console.write(text)
  }

  /// A JSON object a frame.
  var jsonLines: String { scores.indices.map { json($0) + "\n" }.joined() }

  /// A line for people on all frames.
  func summary(of calibration: Calibration, seconds: Double) -> String {
    let loss = scores.reduce(0) { $0 + $1.loss } / Double(scores.count)
    let anomalous = scores.count(where: \.isAnomalous)
    let share = 100 * Double(anomalous) / Double(scores.count)
    let rate = Double(scores.count) / seconds
    return "\(scores.count.counted("frame")), mean loss \(loss.text(digits: 1)), "
      + "\(anomalous.grouped) anomalous (\(share.text(digits: 2)) %) above "
      + "\(calibration.threshold.text(digits: 4)), \(rate.text(digits: 0)) frames/s"
  }

  private static let heading =
    "index".right(8) + "  " + "score".right(12) + "p-value".right(10) + "loss".right(12)
    + "  anomalous  name\n"

  private func row(_ index: Int) -> String {
    let score = scores[index]
    return "\(frames.numbers[index])".right(8) + "  " + score.score.text(digits: 4).right(12)
      + score.pValue.text(digits: 5).right(10) + score.loss.text(digits: 2).right(12)
      + "  " + (score.isAnomalous ? "yes" : "no").left(9) + "  "
      + frames.names[index].withoutControls
  }

  private func json(_ index: Int) -> String {
    let score = scores[index]
    return JSONText.object([
      "index": .integer(frames.numbers[index]), "name": .string(frames.names[index]),
      "score": .number(score.score), "p_value": .number(score.pValue),
      "anomalous": .boolean(score.isAnomalous), "layer_scores": .numbers(score.layerScores),
      "rose": .number(score.rose), "log_dispersion": .number(score.logDispersion),
      "loss": .number(score.loss),
    ]).text
  }
}
