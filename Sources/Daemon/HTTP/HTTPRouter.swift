internal import Imaging
internal import Messaging
internal import NIOHTTP1

/// Knows what each path answers.
///
/// Nothing here waits or changes anything: a request costs the locks that `rose status` takes too.
struct HTTPRouter: Sendable {
  /// The longest side, in pixels, of the images the page shows.
  private static let imageSide = 320

  /// What a path answers.
  enum Answer: Equatable {
    case reply(HTTPReply)
    /// The live messages, from now on.
    case stream
  }

  let report: StatusReport
  let watch: ScoreWatch
  let traffic: HTTPTraffic

  /// The paths, as the answer to an unknown one lists them.
  static let paths = ["/", "/events", "/frames/ID.png", "/livez", "/metrics", "/readyz", "/status"]

  /// Answers a request for a target: a path, with or without a query.
  func answer(_ target: String) -> Answer {
    let path = target.prefix { $0 != "?" }
    switch path {
    case "/": return .reply(LivePage.reply())
    case "/events": return .stream
    case "/livez": return .reply(.text(.ok, "alive"))
    case "/readyz": return .reply(readiness())
    case "/metrics":
      let text = MetricsReport(report: report, watch: watch, traffic: traffic).make()
      return .reply(
        HTTPReply(status: .ok, contentType: MetricsText.contentType, body: Array(text.utf8)))
    case "/status":
      return .reply(
        HTTPReply(
          status: .ok, contentType: "application/json",
          body: Array((report.make().json + "\n").utf8)))
    case _ where path.hasPrefix("/frames/"): return .reply(frame(path.dropFirst("/frames/".count)))
    default:
      return .reply(
        .text(.notFound, "no such path; there are: \(Self.paths.joined(separator: " "))"))
    }
  }

  /// Whether the daemon takes frames.
  ///
  /// A source that is silent does not make it unready: to restart
  /// or bypass the daemon would not bring the camera back.
  private func readiness() -> HTTPReply {
    let status = report.make()
    switch status.state {
    case .starting, .stopping: return .text(.serviceUnavailable, status.state.rawValue)
    case .running, .paused, .reloading:
      let silent = status.sources.filter { !$0.isUp }.map(\.name)
      let addition = silent.isEmpty ? "" : "; no frames from: \(silent.joined(separator: ", "))"
      return .text(.ok, "ready, \(status.state.rawValue)\(addition)")
    }
  }

  private func frame(_ name: Substring) -> HTTPReply {
    let unknown = HTTPReply.text(
      .notFound,
      "no such frame: the last \(SourceObservations.flaggedFrames) of each source are kept")
    guard name.hasSuffix(".png"), let id = Int(name.dropLast(4)),
      let frame = watch.flaggedFrame(id: id)
    else { return unknown }
    do {
      return HTTPReply(
        status: .ok, contentType: "image/png",
        body: try ImageEncoder.encodePNG(frame.image.reduced(toFit: Self.imageSide)))
    } catch { return .text(.internalServerError, "\(error)") }
  }
}
