internal import Core
internal import Dispatch
internal import Glibc

/// Notes SIGINT and SIGTERM, so that work can stop at a good place.
///
/// The first signal is noted; a second one ends the process at once, as without this.
///
/// `@unchecked Sendable` because the sources are touched by `init` and `deinit` only.
final class Interruption: @unchecked Sendable {
  private let received = Lock<Int32?>(nil)
  private let sources: [any DispatchSourceSignal]

  /// Begins to note signals.
  init() {
    let queue = DispatchQueue(label: "rose.signals")
    let received = received
    sources = [SIGINT, SIGTERM].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        received.withLock { $0 = $0 ?? number }
        for number in [SIGINT, SIGTERM] { Glibc.signal(number, SIG_DFL) }
      }
      Glibc.signal(number, SIG_IGN)
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { Glibc.signal(number, SIG_DFL) }
  }

  /// The signal that came, if one did.
  var signal: Int32? { received.withLock { $0 } }
}
