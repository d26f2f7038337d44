internal import Messaging

extension ScoringPipeline {
  /// Ends the open alerts of sources that have fallen silent; nothing else would.
  ///
  /// Called again and again while they are: a frame that was in flight may have begun an alert.
  func endAlerts(ofSilent sources: [Int], at now: Int64) {
    guard !sources.isEmpty else { return }
    withDesk { desk in
      let names = desk.sourceNames
      for source in sources {
        desk.close(source: source, reason: .silent, at: now) { publish($0, names) }
      }
    }
  }

  /// Drops the frames of sources from now on, and ends their open alerts: no frame would.
  func pause(_ sources: [Int], at now: Int64) {
    withDesk { desk in
      withFlow { $0.paused.formUnion(sources) }
      let names = desk.sourceNames
      for source in sources {
        desk.close(source: source, reason: .paused, at: now) { publish($0, names) }
      }
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
      let names = desk.sourceNames
      desk.remove(stream, at: now) { publish($0, names) }
      return true
    }
  }
}
