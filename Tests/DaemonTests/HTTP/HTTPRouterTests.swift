import Core
import CoreTesting
import Foundation
import Imaging
import Messaging
import NIOHTTP1
import Testing

@testable import Daemon

@Suite struct HTTPRouterTests {
  private let site: HTTPSite

  init() throws { site = try HTTPSite() }

  @Test("the daemon is alive whatever it does, and ready from the start of its sockets to its stop")
  func health() {
    let lifecycle = site.report.lifecycle
    #expect(site.reply("/livez")?.status == .ok)
    #expect(site.reply("/readyz")?.status == .serviceUnavailable)
    #expect(site.text("/readyz") == "starting\n")
    lifecycle.update { $0.isReady = true }
    #expect(site.reply("/readyz")?.status == .ok)
    lifecycle.update { $0.isReloading = true }
    #expect(site.reply("/readyz")?.status == .ok)
    lifecycle.update { $0.isStopping = true }
    #expect(site.reply("/readyz")?.status == .serviceUnavailable)
    #expect(site.text("/readyz") == "stopping\n")
    #expect(site.reply("/livez")?.status == .ok)
  }

  @Test("a source without frames is told of and leaves the daemon ready")
  func degraded() {
    site.report.lifecycle.update { $0.isReady = true }
    site.score([0], source: 0)
    #expect(site.reply("/readyz")?.status == .ok)
    #expect(site.text("/readyz") == "ready, running; no frames from: b\n")
  }

  @Test("the status is the one that rose status prints")
  func status() {
    site.score([0, 9])
    let text = site.text("/status")
    #expect(text.contains(#""last_score":9"#) && text.contains(#""scored":2"#), "\(text)")
    #expect(site.reply("/status")?.contentType == "application/json")
  }

  @Test("metrics tell the counters of the status, the events of alerts and the frames' times")
  func metrics() {
    site.score([0, 9, 9, 0, 9])
    let lines = Set(site.text("/metrics").split(separator: "\n").map(String.init))
    for line in [
      #"rosed_frames_received_total{source="a"} 5"#, #"rosed_frames_scored_total{source="a"} 5"#,
      #"rosed_frames_dropped_total{source="b",reason="queue_full"} 0"#,
      #"rosed_frames_invalid_total{source="b",reason="header_not_json"} 0"#,
      #"rosed_alerts_total{source="a",state="start"} 2"#,
      #"rosed_alerts_total{source="a",state="update"} 1"#,
      #"rosed_alerts_total{source="a",state="end"} 1"#,
      #"rosed_alerts_total{source="b",state="start"} 0"#, #"rosed_alert_active{source="a"} 1"#,
      #"rosed_source_up{source="a"} 1"#, #"rosed_source_up{source="b"} 0"#,
      #"rosed_score{source="a"} 9"#, #"rosed_threshold{source="a"} 1"#,
      #"rosed_frame_latency_seconds_bucket{source="a",le="+Inf"} 5"#,
      #"rosed_frame_latency_seconds_count{source="b"} 0"#, "rosed_factors_generation 1",
      #"rosed_factors_info{sha256="\#(site.generation.factorsDigest)"} 1"#,
      "rosed_last_reload_successful 1",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(!lines.contains { $0.hasPrefix(#"rosed_score{source="b"}"#) }, "b had no frame yet")
  }

  @Test("a failed reload is seen until one goes well")
  func reloads() {
    for succeeded in [false, true] {
      site.report.lifecycle.update {
        $0.lastReload = ReloadStatus(
          succeeded: succeeded, timestamp: 5_000_000_000, message: "m", duration: 1)
      }
      #expect(
        site.text("/metrics").contains("\nrosed_last_reload_successful \(succeeded ? 1 : 0)\n"))
    }
    #expect(site.report.lifecycle.current.reloads.map(\.succeeded) == [true, false])
  }

  @Test("the last twenty reloads are kept, newest first")
  func history() {
    for time in 1...25 {
      site.report.lifecycle.update {
        $0.lastReload = ReloadStatus(
          succeeded: true, timestamp: Int64(time), message: "m", duration: 1)
      }
    }
    #expect(site.report.lifecycle.current.reloads.map(\.timestamp) == (6...25).reversed())
  }

  @Test("a flagged frame is served as the model saw it, at most one a second of a source")
  func frames() throws {
    site.score([0, 7, 8])
    site.score([6], source: 1)
    let flagged = site.watch.flaggedFrames(limit: 10)
    #expect(flagged.map(\.summary.score.score) == [6, 7])
    let reply = try #require(site.reply("/frames/\(flagged[1].id).png"))
    #expect(reply.contentType == "image/png")
    let image = try ImageDecoder.decodePNG(
      reply.body, limits: DecodingLimits(maximumBytes: 1 << 20))
    #expect(image.pixels == [UInt8](repeating: 7, count: 1_024))
  }

  @Test(
    "a path that is not there says which are",
    arguments: [
      "", "*", "/x", "/livez/", "/frames/", "/frames/1.png", "/frames/-1.png", "/frames/99999.jpg",
      "/frames/99999999999999999999.png", "/frames/../status", "//", "/%6civez",
    ])
  func unknown(path: String) { #expect(site.reply(path)?.status == .notFound) }

  @Test("a query changes nothing")
  func query() { #expect(site.text("/livez?x=/status") == "alive\n") }

  @Test("the page runs only what is its own: each answer has a nonce of its own in policy and page")
  func page() throws {
    var nonces: Set<String> = []
    for _ in 0..<2 {
      let reply = try #require(site.reply("/"))
      let policy = try #require(reply.headers["Content-Security-Policy"])
      #expect(policy.hasPrefix("default-src 'none'; "))
      #expect(!policy.contains("unsafe") && !policy.contains("*"))
      let nonce = try #require(
        policy.split(separator: "'nonce-").dropFirst().first?.prefix { $0 != "'" })
      #expect(nonce.count >= 16)
      nonces.insert(String(nonce))
      let page = String(decoding: reply.body, as: UTF8.self)
      #expect(page.components(separatedBy: "nonce=\"\(nonce)\"").count == 3)
      for forbidden in ["innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "eval("] {
        #expect(!page.contains(forbidden))
      }
      for outside in ["http://", "https://", "src=\"//"] { #expect(!page.contains(outside)) }
    }
    #expect(nonces.count == 2)
  }
}
