internal import Messaging

// What an operator watches beside the flow of frames: connections, drift, pauses, the store.
extension MetricsReport {
  /// Writes what is told of sources beside their counters of frames.
  func writeSources(_ sources: [SourceStatus], to text: inout MetricsText) {
    text.begin("rosed_frames_anomalous_total", .counter, "Scored frames above the threshold.")
    for source in sources { text.add(count: source.anomalous, ("source", source.name)) }
    text.begin(
      "rosed_source_paused", .gauge, "1 while its frames are dropped because it is paused.")
    for source in sources { text.add(source.isPaused ? 1 : 0, ("source", source.name)) }
    text.begin("rosed_drift_active", .gauge, "1 while a stream does not look like its calibration.")
    for source in sources { text.add(source.isDrifting ? 1 : 0, ("source", source.name)) }
    text.begin("rosed_connections_total", .counter, "Connections over which messages could pass.")
    for source in sources { text.add(count: source.peers.connections, ("source", source.name)) }
    text.begin("rosed_disconnections_total", .counter, "Those of them that have ended.")
    for source in sources { text.add(count: source.peers.disconnections, ("source", source.name)) }
    text.begin(
      "rosed_connections_refused_total", .counter,
      "Connections that ended before a message could pass.")
    for source in sources { text.add(count: source.peers.refusedCount, ("source", source.name)) }
  }

  /// Writes how the store of events is; nothing where there is none.
  func writeStore(_ store: StoreStatus?, to text: inout MetricsText) {
    guard let store else { return }
    text.single(
      "rosed_store_working", .gauge, "0 while events and frames cannot be stored.",
      store.state == .working ? 1 : 0)
    text.single("rosed_store_bytes", .gauge, "Bytes that the store takes.", Double(store.bytes))
    text.single(
      "rosed_store_quota_bytes", .gauge, "Bytes above which the oldest entries are deleted.",
      Double(store.quota))
    text.begin("rosed_stored_total", .counter, "What was stored, by kind.")
    text.add(count: store.storedEvents, ("kind", "event"))
    text.add(count: store.storedFrames, ("kind", "frame"))
    text.begin("rosed_store_lost_total", .counter, "What could not be stored, by kind.")
    text.add(count: store.lostEvents, ("kind", "event"))
    text.add(count: store.lostFrames, ("kind", "frame"))
  }
}
