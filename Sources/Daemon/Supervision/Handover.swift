internal import Core
internal import Dispatch

/// One value on its way from one thread to another that waits for it.
final class Handover<Value: Sendable>: Sendable {
  private let value = Lock<Value?>(nil)
  private let arrival = DispatchSemaphore(value: 0)

  /// Hands the value over; later ones are ignored.
  func give(_ new: Value) {
    let isFirst = value.withLock { value in
      guard value == nil else { return false }
      value = new
      return true
    }
    if isFirst { arrival.signal() }
  }

  /// Waits for the value.
  func take() -> Value {
    while true {
      arrival.wait()
      if let value = value.withLock({ $0 }) {
        arrival.signal()
        return value
      }
    }
  }
}
