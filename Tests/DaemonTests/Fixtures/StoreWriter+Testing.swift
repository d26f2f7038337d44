import Glibc
import Messaging
import Testing

@testable import Daemon

extension StoreWriter {
  /// Waits until so much is stored, and fails where it is not in half a minute.
  func awaitStored(events: Int64, frames: Int64 = 0) throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while status.storedEvents < events || status.storedFrames < frames {
      try #require(ContinuousClock.now < deadline, "stored so far: \(status)")
      usleep(1_000)
    }
  }
}
