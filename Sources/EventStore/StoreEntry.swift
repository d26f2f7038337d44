public import Messaging

/// Something to store.
public enum StoreEntry: Equatable, Sendable {
  /// An event as it is published.
  case event(PublishedEvent)

  /// The image of a frame; its place is given by the store.
  case frame(StoredFrame)
}
