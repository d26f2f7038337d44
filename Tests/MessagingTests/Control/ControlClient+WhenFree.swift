import Glibc
import Messaging

extension ControlClient {
  /// Asks, again while conversations that have ended have not freed their place, a minute at most.
  func sendWhenFree(_ request: ControlRequest) throws(ControlError) -> ControlResponse {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do { return try send(request) } catch {
        guard case .busy = error, ContinuousClock.now < deadline else { throw error }
        usleep(1_000)
      }
    }
  }
}
