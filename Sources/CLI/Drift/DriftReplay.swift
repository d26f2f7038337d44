internal import Core

/// What a drift detector makes of stored frames, part by part.
struct DriftReplay {
  /// The frames of one DATA.
  struct Part {
    let data: String
    let frames: Int
    /// The largest statistic among them.
    let largest: Double
    /// The mean p-value of the last 100 frames.
    let meanPValue: Double
  }

  /// The frame at which a drift was found.
  struct Alarm {
    /// Its number in the stream, from 0.
    let frame: Int
    /// Its number among the frames of its DATA, from 0.
    let frameOfPart: Int
    let data: String
    let name: String
  }

  let threshold: Double
  let seed: UInt64
  private(set) var parts: [Part] = []
  private(set) var alarm: Alarm?
  private var detector: DriftDetector

  /// Creates the replay of a stream that begins.
  init(calibration: Calibration, threshold: Double, seed: UInt64) {
    self.threshold = threshold
    self.seed = seed
    detector = DriftDetector(
      calibration: ScoreCounts(calibration.sortedScores), threshold: threshold, seed: seed)
  }

  /// Takes the next frames.
  mutating func take(_ scores: [Double], names: [String], of data: String) {
    var largest = 0.0
    for (index, score) in scores.enumerated() {
      detector.observe(score)
      largest = max(largest, detector.statistic)
      if detector.isDrifting, alarm == nil {
        alarm = Alarm(
          frame: detector.count - 1, frameOfPart: index, data: data, name: names[index])
      }
    }
    parts.append(
      Part(
        data: data, frames: scores.count, largest: largest,
        meanPValue: detector.recentMeanPValue ?? 0.5))
  }

  /// A line a part and one that says whether there is a drift, for people.
  var text: String {
    let rows =
      [["DATA", "FRAMES", "LARGEST STATISTIC", "MEAN P-VALUE"]]
      + parts.map {
        [
          $0.data.withoutControls, $0.frames.grouped, $0.largest.short,
          $0.meanPValue.text(digits: 3),
        ]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      row.indices.map { $0 == 0 ? row[$0].left(widths[$0]) : row[$0].right(widths[$0]) }
        .joined(separator: "  ")
    }
    let verdict =
      alarm.map {
        "drift found at frame \($0.frame.grouped): frame \($0.frameOfPart.grouped) of "
          + "\($0.data.withoutControls), \($0.name.withoutControls)"
      } ?? "no drift found"
    return (table + ["\(verdict), threshold \(threshold.text(digits: 0)), seed \(seed)"])
      .joined(separator: "\n") + "\n"
  }

  /// The same as one JSON object.
  var json: JSONText {
    let alarm: JSONText =
      self.alarm.map {
        .object([
          "frame": .integer($0.frame), "data": .string($0.data),
          "frame_of_data": .integer($0.frameOfPart), "name": .string($0.name),
        ])
      } ?? .null
    return .object([
      "threshold": .number(threshold), "seed": .unsigned(seed), "frames": .integer(detector.count),
      "statistic": .number(detector.statistic), "drift": alarm,
      "parts": .array(
        parts.map {
          .object([
            "data": .string($0.data), "frames": .integer($0.frames),
            "largest_statistic": .number($0.largest), "mean_p_value": .number($0.meanPValue),
          ])
        }),
    ])
  }
}
