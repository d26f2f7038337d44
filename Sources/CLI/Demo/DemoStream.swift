internal import Core
internal import Datasets

/// The frames of the demonstration in the order they are sent: normal ones, interrupted by
/// episodes of one fault each.
struct DemoStream: Sendable {
  /// One frame and what it shows.
  struct Frame: Sendable {
    let image: Image
    let kind: DemoFrameKind
  }

  /// How many frames an episode of a fault lasts.
  static let episodeLength = 20

  /// The frames, in order.
  let frames: [Frame]

  /// Puts a stream together.
  ///
  /// - Parameters:
  ///   - normal: The normal frames, each sent once and in this order.
  ///   - faults: The images that faults happen to; not empty.
  ///   - episodes: The number of episodes of each kind of fault.
  ///   - seed: What determines the order of the episodes and the faults themselves.
  init(normal: ImageSet, faults: ImageSet, episodes: Int, seed: UInt64) {
    precondition(faults.count > 0, "no images that faults could happen to")
    var generator = SeededGenerator(seed: seed)
    var kinds = DemoFrameKind.faults.flatMap { Array(repeating: $0, count: episodes) }
    for place in kinds.indices.dropLast() {
      kinds.swapAt(place, place + generator.next(below: kinds.count - place))
    }
    var frames: [Frame] = []
    frames.reserveCapacity(normal.count + kinds.count * Self.episodeLength)
    var sent = 0
    var faulty = 0
    for (place, kind) in kinds.enumerated() {
      let end = normal.count * (place + 1) / (kinds.count + 1)
      while sent < end {
        frames.append(Frame(image: normal[sent], kind: .normal))
        sent += 1
      }
      for _ in 0..<Self.episodeLength {
        let image = kind.frame(from: faults[faulty % faults.count], using: &generator)
        frames.append(Frame(image: image, kind: kind))
        faulty += 1
      }
    }
    while sent < normal.count {
      frames.append(Frame(image: normal[sent], kind: .normal))
      sent += 1
    }
    self.frames = frames
  }
}
