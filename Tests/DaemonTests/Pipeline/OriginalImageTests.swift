import Core
import Imaging
import Testing

@testable import Daemon

/// Images that frames carry along: 20 by 10 values, of which 10 by 5 are kept.
@Suite struct OriginalImageTests {
  private static let shape = ImageShape(height: 10, width: 20, channels: 1)
  private let memory = OriginalImageMemory(side: 10, maximumBytes: 450)
  private let image = Image(shape: Self.shape, pixels: (0..<200).map(UInt8.init))

  @Test("the memory of a whole image is given back when it is reduced, and when it is forgotten")
  func release() {
    var first: OriginalImage? = memory.hold(image)
    let second = memory.hold(image)
    #expect(memory.freeByteCount == 50)
    #expect(first?.reduced() == image.reduced(toFit: 10))
    #expect(memory.freeByteCount == 250)
    #expect(first?.reduced() == image.reduced(toFit: 10), "as before")
    #expect(memory.freeByteCount == 250)
    first = nil
    #expect(memory.freeByteCount == 250, "nothing is given back twice")
    withExtendedLifetime(second) {}
  }

  @Test("a frame that nobody kept leaves nothing behind")
  func forgotten() {
    for _ in 0..<100 { _ = memory.hold(image) }
    #expect(memory.freeByteCount == 450)
  }

  @Test("where memory is short an image is reduced at once, and looks the same")
  func short() {
    let held = (0..<4).map { _ in memory.hold(image) }
    #expect(memory.freeByteCount == 50, "two of them are whole")
    #expect(held.map { $0.reduced() } == [Image](repeating: image.reduced(toFit: 10), count: 4))
    #expect(held.map(\.reducedByteCount) == [50, 50, 50, 50])
    #expect(memory.freeByteCount == 450)
  }

  @Test("an image that is kept as it is takes nothing of that memory")
  func small() {
    let memory = OriginalImageMemory(side: 20, maximumBytes: 450)
    let held = (0..<9).map { _ in memory.hold(image) }
    #expect(memory.freeByteCount == 450)
    #expect(held.allSatisfy { $0.reduced() == image && $0.reducedByteCount == 200 })
  }
}
