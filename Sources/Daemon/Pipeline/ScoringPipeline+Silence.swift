extension ScoringPipeline {
  /// Ends the open alerts of sources that have fallen silent; nothing else would.
  ///
  /// Called again and again while they are: a frame that was in flight may have begun an alert.
  func endAlerts(ofSilent sources: [Int], at now: Int64) {
    guard !sources.isEmpty else { return }
    withDesk { desk in
      for source in sources { desk.close(source: source, at: now) { events.offer($0) } }
    }
  }

  /// Forgets the stream of a sender that has fallen silent, unless something of it is in flight.
  ///
  /// Belongs to the source's receiver, so that no frame of the stream comes meanwhile.
  ///
  /// - Returns: Whether nothing is left of it.
  func evict(_ stream: StreamKey, at now: Int64) -> Bool {
    withDesk { desk in
      let released = desk.released(stream)
      guard withFlow({ $0.evict(stream, released: released) }) else { return false }
      desk.remove(stream, at: now) { events.offer($0) }
      return true
    }
  }
}
