import Core
import Messaging
import Testing

@Suite struct FrameEncoderTests {
  private func parse(_ parts: [[UInt8]]) throws -> WireFrame {
    guard case .frame(let frame) = try FrameParser().parse(Message(parts: parts)) else {
      throw InvalidFrameReason.payloadUnknown
    }
    return frame
  }

  @Test(
    "what is encoded is read back: image, name, number and time",
    arguments: [FrameEncoder.Format.array, .imagezmq], [1, 3])
  func raw(format: FrameEncoder.Format, channels: Int) throws {
    let shape = ImageShape(height: 2, width: 3, channels: channels)
    let image = Image(shape: shape, pixels: (0..<shape.count).map { UInt8($0 * 9) })
    let encoder = FrameEncoder(format: format, name: "bench")
    let frame = try parse(encoder.message(image, sequence: 5, timestamp: 1_700_000_000_000_000_000))
    guard case .raw(let raw) = frame.pixels else {
      Issue.record("not raw")
      return
    }
    #expect(raw.image(order: frame.colorOrder) == image)
    #expect(frame.format.rawValue == format.rawValue)
    #expect(frame.sender == "bench")
    #expect(frame.sequence == 5)
    #expect(frame.timestamp == 1_700_000_000_000_000_000)
  }

  @Test("a JPEG file is sent as it is")
  func file() throws {
    let file: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]
    let encoder = FrameEncoder(format: .jpeg, name: "bench")
    let frame = try parse(encoder.message(file: file, sequence: 1))
    #expect(frame.pixels == .jpeg(file))
    #expect(frame.sender == "bench")
    #expect(frame.timestamp ?? 0 > 1_700_000_000_000_000_000)
  }
}
