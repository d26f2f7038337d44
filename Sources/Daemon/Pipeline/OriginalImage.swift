internal import Core
internal import Imaging

/// The image of a frame as it was sent, for people to look at: whoever keeps it reduces it.
final class OriginalImage: Sendable {
  /// The image, and the bytes reserved for it in `memory` until it is reduced or forgotten.
  private struct State {
    var image: Image
    var reserved: Int
  }

  /// The bytes it takes once it is reduced.
  let reducedByteCount: Int

  private let memory: OriginalImageMemory
  private let state: Lock<State>

  /// Creates the image of a frame, reduced at once where memory is short.
  fileprivate init(_ image: Image, memory: OriginalImageMemory) {
    self.memory = memory
    reducedByteCount = image.shape.reduced(toFit: memory.side).count
    let bytes = image.pixels.count
    if reducedByteCount == bytes {
      state = Lock(State(image: image, reserved: 0))
    } else if memory.reserve(bytes) {
      state = Lock(State(image: image, reserved: bytes))
    } else {
      state = Lock(State(image: image.reduced(toFit: memory.side), reserved: 0))
    }
  }

  deinit { memory.release(state.withLock { $0.reserved }) }

  /// The image with no side longer than is kept; the first call does the work and gives the memory
  /// of the whole image back.
  @discardableResult
  func reduced() -> Image {
    state.withLock { state in
      guard state.reserved > 0 else { return state.image }
      state.image = state.image.reduced(toFit: memory.side)
      memory.release(state.reserved)
      state.reserved = 0
      return state.image
    }
  }
}

/// The memory of the images that frames carry along.
///
/// Most frames are forgotten before anybody wants to look at them, and to reduce one takes as long
/// as to make the model's input of it: so frames carry whole images as long as those of all sources
/// together find room, and reduced ones beyond that.
final class OriginalImageMemory: Sendable {
  /// The longest side of the images that are kept.
  let side: Int

  private let free: Lock<Int>

  /// Creates the memory for whole images, of so many bytes.
  init(side: Int, maximumBytes: Int = 256 << 20) {
    self.side = side
    free = Lock(maximumBytes)
  }

  /// Takes the image of a frame along.
  func hold(_ image: Image) -> OriginalImage { OriginalImage(image, memory: self) }

  /// The bytes that whole images may still take.
  var freeByteCount: Int { free.withLock { $0 } }

  fileprivate func reserve(_ bytes: Int) -> Bool {
    free.withLock { free in
      guard bytes <= free else { return false }
      free -= bytes
      return true
    }
  }

  fileprivate func release(_ bytes: Int) { free.withLock { $0 += bytes } }
}
