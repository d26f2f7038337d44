internal import Messaging

/// One message of `/events`: all that the page shows, or what changed since the message before.
struct LiveMessage: Encodable, Sendable {
  /// The new points of one source, in columns.
  struct Points: Encodable, Equatable, Sendable {
    /// Milliseconds since 1970, at the start of each point's slot.
    var times: [Int64]
    /// The largest score of each slot.
    var scores: [Double]
    /// How many frames of each slot were above the threshold.
    var anomalous: [Int64]
    /// The scores of the last five minutes, in the bins of `ScoreBins`.
    var recent: [Int64]
  }

  /// What scores, and the calibration behind it.
  struct Scoring: Encodable, Equatable, Sendable {
    /// The scored layers.
    var layers: [String]
    /// The calibration's scores, in the bins of `ScoreBins`.
    var calibration: [Int64]
    /// Bins to a power of ten of 1 + score.
    var perDecade: Double
  }

  /// A flagged frame without its image, which is at `/frames/ID.png`.
  struct Flagged: Encodable, Equatable, Sendable {
    var id: Int
    var source: String
    var sender: String?
    var time: Int64
    var frame: FrameReference
    var generation: Int
    var score: Double
    var threshold: Double
    var pValue: Double
    var layers: [String]
    var standardised: [Double]
  }

  /// Now, in milliseconds since 1970: the page's own clock may differ.
  var now: Int64

  /// How the daemon is.
  var status: DaemonStatus

  /// For each source of the status.
  var points: [Points]

  /// There in the first message and whenever a reload changed it.
  var scoring: Scoring?

  /// The last flagged frames, newest first; there in the first message and whenever it changed.
  var flagged: [Flagged]?

  /// The last reloads, newest first; there in the first message and whenever it changed.
  var reloads: [ReloadStatus]?

  /// The message as `text/event-stream`: JSON on one line.
  func event(_ name: String) -> String {
    "event: \(name)\ndata: \(String(decoding: EventCoding.encode(self), as: UTF8.self))\n\n"
  }
}
