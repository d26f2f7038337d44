internal import Core
internal import Messaging

/// Who may connect now: swapped by a reload, read by the gatekeeper.
final class AllowedClients: Sendable {
  private let list: Lock<CurveAllowList>

  /// Creates it with what was read at the start.
  init(_ list: CurveAllowList) { self.list = Lock(list) }

  /// Those who may connect from now on; connections that are there stay.
  var current: CurveAllowList {
    get { list.withLock { $0 } }
    set { list.withLock { $0 = newValue } }
  }

  /// What to log of a list, in the folder it was read from.
  static func summary(_ list: CurveAllowList, folder: String) -> String {
    let ignored =
      list.ignored.isEmpty
      ? "" : "; ignored, not called NAME.public: \(list.ignored.prefix(8).joined(separator: ", "))"
    return "CURVE: \(list.count) client\(list.count == 1 ? "" : "s") allowed by \(folder)\(ignored)"
  }
}
