internal import Messaging

// Alerts that end without a frame: nothing more comes that could end them.
extension AlertDesk {
  /// Ends all open alerts and drifts because the daemon stops.
  mutating func closeAll(at now: Int64, publish: (OutgoingEvent) -> Void) {
    for key in streams.keys { close(key, reason: .stopping, at: now, publish: publish) }
    drift.clear(reason: .stopping, publish: publish)
  }

  /// Ends the open alerts of a source of which no frames come.
  mutating func close(
    source: Int, reason: AlertEvent.EndReason, at now: Int64, publish: (OutgoingEvent) -> Void
  ) {
    guard summaries[source].activeAlerts > 0 else { return }
    for key in streams.keys where key.source == source {
      close(key, reason: reason, at: now, publish: publish)
    }
  }

  /// The number of frames of a stream that came back and whose turn has come.
  func released(_ key: StreamKey) -> Int { streams[key]?.sequencer.released ?? 0 }

  /// Forgets a stream that has fallen silent, of which nothing is in flight; ends its open alert.
  mutating func remove(_ key: StreamKey, at now: Int64, publish: (OutgoingEvent) -> Void) {
    close(key, reason: .silent, at: now, publish: publish)
    streams[key] = nil
    drift.remove(key, reason: .silent, publish: publish)
  }

  private mutating func close(
    _ key: StreamKey, reason: AlertEvent.EndReason, at now: Int64, publish: (OutgoingEvent) -> Void
  ) {
    guard let alert = streams[key]?.alert, let transition = streams[key]?.state.close(at: now)
    else { return }
    streams[key]?.alert = nil
    // Frames that come after a silence do not belong to what was before it.
    streams[key]?.aftermath = ("", 0)
    summaries[key.source].activeAlerts -= 1
    var event = event(transition, of: alert.last, in: alert, at: now)
    event.reason = reason
    publish(.alert(event))
  }
}
