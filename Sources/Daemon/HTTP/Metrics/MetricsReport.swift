internal import Core
internal import Messaging

/// Puts the metrics together: what `/metrics` answers.
///
/// The counters are those of the status, so both always agree; histograms and the count of alert
/// events come from `ScoreWatch`.
struct MetricsReport: Sendable {
  let report: StatusReport
  let watch: ScoreWatch
  let traffic: HTTPTraffic

  /// The metrics as they are now.
  func make() -> String {
    let status = report.make()
    var text = MetricsText()
    writeDaemon(status, to: &text)
    writeFlow(status.sources, to: &text)
    writeScores(status.sources, to: &text)
    writeSources(status.sources, to: &text)
    writeTimes(status.sources, to: &text)
    writeStore(status.store, to: &text)
    writeTraffic(to: &text)
    writeProcess(to: &text)
    return text.text
  }

  private func writeDaemon(_ status: DaemonStatus, to text: inout MetricsText) {
    text.begin("rosed_build_info", .gauge, "Always 1; the version of rosed.")
    text.add(1, ("version", status.version))
    text.begin("rosed_state", .gauge, "1 for what rosed is doing, 0 for what it is not.")
    for state in DaemonStatus.State.allCases {
      text.add(state == status.state ? 1 : 0, ("state", state.rawValue))
    }
    text.single(
      "rosed_factors_generation", .gauge,
      "1 for the factors rosed started with, one more after each reload.",
      Double(status.factors.generation))
    text.begin("rosed_factors_info", .gauge, "Always 1; the SHA-256 of the factors in use.")
    text.add(1, ("sha256", status.factors.digest))
    text.begin("rosed_model_info", .gauge, "Always 1; the SHA-256 of the weights in use.")
    text.add(1, ("sha256", status.model.digest))
    text.single(
      "rosed_last_reload_successful", .gauge,
      "0 if the last reload failed and changed nothing, 1 if it went well or there was none.",
      status.lastReload?.succeeded == false ? 0 : 1)
    text.single(
      "rosed_last_reload_timestamp_seconds", .gauge,
      "When the last reload ended, 0 if there was none.",
      Double(status.lastReload?.timestamp ?? 0) / 1e9)
    text.single("rosed_workers", .gauge, "Workers that score frames.", Double(status.workers))
    text.single(
      "rosed_false_alarm_rate", .gauge, "The rate of false alarms the threshold was chosen for.",
      status.falseAlarmRate)
    text.single(
      "rosed_events_lost_total", .counter, "Events made and not published.",
      Double(status.eventsLost))
  }

  private func writeFlow(_ sources: [SourceStatus], to text: inout MetricsText) {
    let totals: [(name: String, help: String, value: KeyPath<SourceStatus, Int64>)] = [
      ("received", "Messages received.", \.received), ("scored", "Frames scored.", \.scored),
      ("lost", "Frames missing in the sender's own numbering.", \.lost),
    ]
    for total in totals {
      text.begin("rosed_frames_\(total.name)_total", .counter, total.help)
      for source in sources {
        text.add(count: source[keyPath: total.value], ("source", source.name))
      }
    }
    // Every reason from the start, at 0: a rate needs a sample before the first frame of a reason.
    text.begin(
      "rosed_frames_dropped_total", .counter, "Frames dropped before they were scored, by reason.")
    for source in sources {
      for reason in DropReason.allCases.map(\.rawValue) {
        text.add(
          count: source.dropped[reason] ?? 0, ("source", source.name), ("reason", reason))
      }
    }
    text.begin("rosed_frames_invalid_total", .counter, "Messages that were no frames, by reason.")
    for source in sources {
      for reason in InvalidFrameReason.allCases.map(\.rawValue) {
        text.add(
          count: source.invalid[reason] ?? 0, ("source", source.name), ("reason", reason))
      }
    }
    text.begin("rosed_queue_frames", .gauge, "Frames received and not yet scored.")
    for source in sources { text.add(count: source.inFlight, ("source", source.name)) }
    text.begin("rosed_source_up", .gauge, "1 if messages came within the source's timeout.")
    for source in sources { text.add(source.isUp ? 1 : 0, ("source", source.name)) }
    text.begin(
      "rosed_source_last_received_timestamp_seconds", .gauge, "When the last message came.")
    for source in sources {
      guard let last = source.lastReceived else { continue }
      text.add(Double(last) / 1e9, ("source", source.name))
    }
  }

  private func writeScores(_ sources: [SourceStatus], to text: inout MetricsText) {
    text.begin("rosed_score", .gauge, "The score of the last frame.")
    for source in sources {
      if let score = source.lastScore { text.add(score, ("source", source.name)) }
    }
    text.begin("rosed_threshold", .gauge, "The score above which a frame is anomalous.")
    for source in sources { text.add(source.threshold, ("source", source.name)) }
    text.begin("rosed_alert_active", .gauge, "1 while an alert is going on.")
    for source in sources { text.add(source.isAlertActive ? 1 : 0, ("source", source.name)) }
    text.begin("rosed_alerts_total", .counter, "Events of alerts, by state.")
    let counts = watch.alertEvents
    for (source, counts) in zip(sources, counts) {
      for state in AlertEvent.State.allCases {
        text.add(count: counts[state] ?? 0, ("source", source.name), ("state", state.rawValue))
      }
    }
  }

  private func writeTimes(_ sources: [SourceStatus], to text: inout MetricsText) {
    let times = watch.times
    text.begin(
      "rosed_frame_latency_seconds", .histogram, "From a frame's arrival to its score.")
    for (source, histogram) in zip(sources, times.latency) {
      text.add(histogram, ("source", source.name))
    }
    text.begin(
      "rosed_score_duration_seconds", .histogram, "How long a worker took for one micro-batch.")
    text.add(times.scoring)
  }

  private func writeTraffic(to text: inout MetricsText) {
    let counts = traffic.counts
    text.begin("rosed_http_answers_total", .counter, "Answers of this server, by status.")
    for (code, count) in counts.answers.sorted(by: { $0.key < $1.key }) {
      text.add(count: count, ("code", "\(code)"))
    }
    text.begin(
      "rosed_http_disconnected_total", .counter,
      "Clients that this server disconnected, by reason.")
    for reason in HTTPTraffic.Disconnection.allCases {
      text.add(count: counts.disconnected[reason] ?? 0, ("reason", reason.rawValue))
    }
    text.single(
      "rosed_http_connections", .gauge, "Open connections.", Double(counts.connections))
    text.single(
      "rosed_http_streams", .gauge, "Pages that follow the scores live.", Double(counts.streams))
  }

  private func writeProcess(to text: inout MetricsText) {
    let usage = ProcessUsage.now()
    text.single(
      "process_cpu_seconds_total", .counter, "Processor time in seconds.", usage.cpuSeconds)
    let gauges: [(name: String, help: String, value: Double?)] = [
      ("resident_memory_bytes", "Memory in RAM.", usage.residentBytes.map(Double.init)),
      ("virtual_memory_bytes", "Address space.", usage.virtualBytes.map(Double.init)),
      ("open_fds", "Open descriptors.", usage.openDescriptors.map(Double.init)),
      ("max_fds", "The most descriptors that may be open.", usage.maximumDescriptors),
      ("threads", "Threads.", usage.threads.map(Double.init)),
      ("start_time_seconds", "When the process started, since 1970.", traffic.startSeconds),
    ]
    for gauge in gauges {
      if let value = gauge.value {
        text.single("process_\(gauge.name)", .gauge, gauge.help, value)
      }
    }
  }
}
