import Core
import Imaging
import Testing

@Suite struct ImagePreparationTests {
  @Test("Grey is Pillow's luma exactly")
  func luma() throws {
    let golden = try Golden()
    let grey = try golden.image("grey.input").converted(toChannels: 1)
    #expect(try grey == golden.image("grey.output"))
  }

  @Test("Grey becomes colour by repetition, and comes back unchanged")
  func repetition() {
    let grey = patternImage(3, 5, 1)
    let colour = grey.converted(toChannels: 3)
    #expect(colour.pixels == grey.pixels.flatMap { [$0, $0, $0] })
    #expect(colour.converted(toChannels: 1) == grey)
  }

  @Test("Channels are converted before the size")
  func order() {
    let colour = patternImage(20, 30, 3)
    let shape = ImageShape(height: 8, width: 9, channels: 1)
    #expect(
      colour.prepared(for: shape)
        == colour.converted(toChannels: 1).resized(height: 8, width: 9))
    // Here the other order rounds differently, so the check above can fail.
    #expect(
      colour.prepared(for: shape)
        != colour.resized(height: 8, width: 9).converted(toChannels: 1))
  }
}
