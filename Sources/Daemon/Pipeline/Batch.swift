/// The frames one worker scores together, all with the same generation.
struct Batch: Sendable {
  /// A frame and its number in its stream.
  struct Member: Sendable {
    let frame: Frame
    let number: Int
  }

  /// The frames; at least one.
  let members: [Member]
}
