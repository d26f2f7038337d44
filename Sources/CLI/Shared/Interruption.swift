internal import Glibc
internal import Synchronization

/// Notes SIGINT and SIGTERM, so that work can stop at a good place.
///
/// The first signal is noted; a second one ends the process at once, as without this. One at a
/// time: signals belong to the process.
final class Interruption: Sendable {
  /// The signal that came; 0: none.
  ///
  /// All that the handler touches: an atomic number is safe there.
  private static let received = Atomic<Int32>(0)

  private static let numbers = [SIGINT, SIGTERM]

  /// Begins to note signals.
  init() {
    Self.received.store(0, ordering: .sequentiallyConsistent)
    for number in Self.numbers {
      Glibc.signal(number) { number in
        Interruption.received.store(number, ordering: .sequentiallyConsistent)
        Glibc.signal(SIGINT, SIG_DFL)
        Glibc.signal(SIGTERM, SIG_DFL)
      }
    }
  }

  deinit {
    for number in Self.numbers { Glibc.signal(number, SIG_DFL) }
  }

  /// The signal that came, if one did.
  var signal: Int32? {
    let number = Self.received.load(ordering: .sequentiallyConsistent)
    return number == 0 ? nil : number
  }
}
