import Core
import Messaging
import Testing

/// What real senders put on the wire, captured byte for byte (Fixtures/capture.py).
@Suite struct SenderTests {
  private let fixtures: SenderFixtures

  init() throws { fixtures = try SenderFixtures() }

  private func frame(_ name: String, _ parser: FrameParser = FrameParser()) throws -> WireFrame {
    guard case .frame(let frame) = try parser.parse(try fixtures[name]) else {
      throw Failure(text: "\(name) is not a frame")
    }
    return frame
  }

  private struct Failure: Error { let text: String }

  private func image(_ frame: WireFrame) throws -> Image {
    guard case .raw(let pixels) = frame.pixels else { throw Failure(text: "not raw") }
    return pixels.image(order: frame.colorOrder)
  }

  /// The 2×3 colour image of capture.py, 0, 10, 20, … as blue, green, red, in red, green, blue.
  private var colour: Image {
    var values: [UInt8] = []
    for first: UInt8 in stride(from: 0, to: 180, by: 30) {
      values += [first + 20, first + 10, first]
    }
    return Image(shape: ImageShape(height: 2, width: 3, channels: 3), pixels: values)
  }

  private var grey: Image {
    Image(
      shape: ImageShape(height: 2, width: 3, channels: 1), pixels: [0, 40, 80, 120, 160, 200])
  }

  @Test("pyzmq's array recipe, grey")
  func pyzmqGrey() throws {
    let frame = try frame("pyzmq-grey")
    #expect(frame.format == .array)
    #expect(frame.sender == nil)
    #expect(try image(frame) == grey)
  }

  @Test("pyzmq's array recipe with a topic, in OpenCV's colour order")
  func pyzmqColour() throws {
    let frame = try frame("pyzmq-colour-topic")
    #expect(frame.topic == bytes("cam/1"))
    #expect(try image(frame) == colour)
  }

  @Test("pyzmq's array recipe with 16-bit values of either byte order")
  func pyzmqU2() throws {
    // 0, 40·256, … 200·256 of 65,535: 255·10,240/65,535 = 39.84 and so on.
    #expect(try image(frame("pyzmq-u2-big-endian")).pixels == [0, 40, 80, 120, 159, 199])
  }

  @Test("pyzmq's array recipe with truth values")
  func pyzmqBool() throws {
    #expect(try image(frame("pyzmq-bool")).pixels == [0, 0, 0, 255, 255, 255])
  }

  @Test("imagezmq, raw")
  func imagezmqRaw() throws {
    let frame = try frame("imagezmq-raw")
    #expect(frame.format == .imagezmq)
    #expect(frame.sender == "rpi-1")
    #expect(try image(frame) == colour)
  }

  @Test("imagezmq with a JPEG and with a PNG file")
  func imagezmqFiles() throws {
    let jpeg = try fixtures["imagezmq-jpeg"].parts[1]
    #expect(try frame("imagezmq-jpeg").pixels == .jpeg(jpeg))
    let png = try fixtures["imagezmq-png"].parts[1]
    #expect(try frame("imagezmq-png").pixels == .png(png))
  }

  @Test("imagezmq with a msg that is no name: not a number, an object, characters beyond ASCII")
  func imagezmqMessages() throws {
    #expect(try frame("imagezmq-msg-0").sender == nil)
    #expect(try frame("imagezmq-msg-1").sender == nil)
    #expect(try frame("imagezmq-msg-2").sender == "café 📷")
    for index in 0..<3 { #expect(try image(frame("imagezmq-msg-\(index)")) == grey) }
  }

  @Test("vidgear NetGear, raw and JPEG", arguments: ["netgear-pair-0", "netgear-req-0"])
  func netgear(name: String) throws {
    let raw = try frame(name)
    #expect(raw.format == .netgear)
    #expect(raw.sender == nil)
    #expect(try image(raw) == colour)
    let jpeg = try fixtures["netgear-jpeg-0"].parts[1]
    #expect(try frame("netgear-jpeg-0").pixels == .jpeg(jpeg))
  }

  @Test(
    "vidgear NetGear's last word is not a frame and not an error",
    arguments: ["netgear-pair-1", "netgear-req-1", "netgear-jpeg-1"])
  func netgearEnd(name: String) throws {
    #expect(try FrameParser().parse(try fixtures[name]) == .endOfStream)
  }

  @Test("NetGear's last word is one to a source of its format only")
  func netgearEndElsewhere() throws {
    let message = try fixtures["netgear-pair-1"]
    #expect(try FrameParser(format: .netgear).parse(message) == .endOfStream)
    for format in [FrameFormat.array, .imagezmq] {
      #expect(throws: InvalidFrameReason.self) { try FrameParser(format: format).parse(message) }
    }
  }

  @Test("no proper beginning of a header, and no other length of payload, is a frame")
  func truncated() throws {
    for (name, message) in fixtures.messages where message.parts.count > 1 {
      let payload = message.parts.count - 1
      for length in 0..<message.parts[payload - 1].count {
        var parts = message.parts
        parts[payload - 1].removeLast(parts[payload - 1].count - length)
        #expect(throws: InvalidFrameReason.headerNotJSON, "\(name) cut to \(length)") {
          try FrameParser().parse(Message(parts: parts))
        }
      }
      guard case .raw = try frame(name).pixels else { continue }
      for length in 0..<message.parts[payload].count {
        var parts = message.parts
        parts[payload].removeLast(parts[payload].count - length)
        #expect(throws: InvalidFrameReason.payloadSizeMismatch) {
          try FrameParser().parse(Message(parts: parts))
        }
      }
      var longer = message.parts
      longer[payload].append(0)
      #expect(throws: InvalidFrameReason.payloadSizeMismatch) {
        try FrameParser().parse(Message(parts: longer))
      }
    }
  }
}
