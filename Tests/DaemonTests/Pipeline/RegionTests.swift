import Core
import Imaging
import Messaging
import Testing

@testable import Daemon

@Suite struct RegionTests {
  private let shape = ImageShape(height: 32, width: 32, channels: 1)

  private func intake(_ region: String) throws -> FrameIntake {
    let text = """
      [[source]]
      name = "a"
      endpoint = "sub+connect:tcp://a:1"
      region = "\(region)"
      """
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    return FrameIntake(
      source: 0, configuration: configuration.sources[0], inputShape: shape,
      originals: nil)
  }

  /// 40 rows of 50 colours each, no two pixels alike.
  private let image = Image(
    shape: ImageShape(height: 40, width: 50, channels: 3),
    pixels: (0..<6_000).map { (index: Int) -> UInt8 in UInt8(index * 7 % 251) })

  private func png() throws -> Message {
    Message(parts: [Array(#"{"msg":"c"}"#.utf8), try ImageEncoder.encodePNG(image)])
  }

  @Test("only the region is scored, and the shape is the one sent")
  func crops() throws {
    // 32 × 32 at column 11 and row 5: no resizing, so every pixel can be told.
    var intake = try intake("11,5,32,32")
    guard case .frame(let frame, _) = intake.read(try png(), count: 1, arrival: 0, wallTime: 0)
    else {
      Issue.record("no frame")
      return
    }
    #expect(frame.shape == image.shape)
    let grey = image.converted(toChannels: 1)
    for row in 0..<32 {
      for column in 0..<32 {
        let expected = grey.pixels[(row + 5) * 50 + column + 11]
        #expect(frame.image.pixels[row * 32 + column] == expected)
      }
    }
  }

  @Test("a frame that lacks part of the region is invalid, with a reason of its own")
  func outside() throws {
    for region in ["19,0,32,32", "0,9,32,32", "50,0,1,1", "0,0,65535,65535"] {
      var intake = try intake(region)
      guard
        case .invalid(.regionOutside, _) = intake.read(try png(), count: 1, arrival: 0, wallTime: 0)
      else {
        Issue.record("\(region)")
        continue
      }
    }
    var whole = try intake("0,0,50,40")
    guard case .frame = whole.read(try png(), count: 1, arrival: 0, wallTime: 0) else {
      Issue.record("the whole frame")
      return
    }
  }

  @Test(
    "what is no region is refused with its place",
    arguments: [
      "", "1,2,3", "1,2,3,4,5", "-1,0,2,2", "0,0,0,5", "0,0,5,0", "a,b,c,d", "1.5,0,2,2",
      "0,0,70000,5", "99999999999999999999,0,1,1",
    ])
  func invalid(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try intake(text) }
    #expect(error?.description.contains("t:4: 'region' in [source]") == true)
  }

  @Test("the order of colours is that of raw frames alone: JPEG and PNG say their own")
  func colorOrder() throws {
    let red = Image(
      shape: ImageShape(height: 32, width: 32, channels: 3),
      pixels: (0..<3_072).map { (index: Int) -> UInt8 in index % 3 == 0 ? 200 : 0 })
    func grey(_ order: String, _ message: Message) throws -> UInt8 {
      let text = """
        [[source]]
        name = "a"
        endpoint = "sub+connect:tcp://a:1"
        color_order = "\(order)"
        """
      let configuration = try Configuration(
        ConfigurationDocument(parsing: text, file: "t"), file: "t")
      var intake = FrameIntake(
        source: 0, configuration: configuration.sources[0], inputShape: shape,
        originals: nil)
      guard case .frame(let frame, _) = intake.read(message, count: 1, arrival: 0, wallTime: 0)
      else { return 0 }
      return frame.image.pixels[0]
    }
    let png = Message(parts: [Array(#"{"msg":"c"}"#.utf8), try ImageEncoder.encodePNG(red)])
    let raw = Message(
      parts: [Array(#"{"dtype":"uint8","shape":[32,32,3]}"#.utf8), red.pixels])
    #expect(try grey("rgb", png) == grey("bgr", png))
    // Luma of red is 0.299, of blue 0.114.
    #expect(try grey("rgb", raw) == 60 && grey("bgr", raw) == 23)
    #expect(try grey("rgb", png) == 60)
  }
}
