import Core
import Messaging
import Testing

/// Random and mangled messages: none may crash the parser, and whatever it takes must be whole.
@Suite struct FrameParserFuzzTests {
  /// Reads a message; what is accepted must be usable to the last byte.
  ///
  /// - Returns: True if it was a frame.
  private func isFrame(_ parts: [[UInt8]]) -> Bool {
    let message: WireMessage
    do { message = try FrameParser().parse(Message(parts: parts)) } catch { return false }
    guard case .frame(let frame) = message else { return false }
    if case .raw(let raw) = frame.pixels {
      let image = raw.image(order: frame.colorOrder)
      #expect(image.pixels.count == image.shape.count)
      #expect(raw.bytes.count == raw.height * raw.width * raw.channels * raw.type.size)
    }
    return true
  }

  @Test("10,000 random messages are refused or read, and nothing crashes")
  func random() {
    var random = RandomBytes(seed: 1)
    for _ in 0..<10_000 {
      let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        random.take(Int.random(in: 0...200, using: &random))
      }
      // Random bytes are no JSON object that describes them.
      #expect(!isFrame(parts))
    }
  }

  @Test("10,000 mangled messages of real senders are refused or read, and nothing crashes")
  func mangled() throws {
    let messages = try SenderFixtures().messages.sorted { $0.key < $1.key }.map(\.value)
    var random = RandomBytes(seed: 2)
    var accepted = 0
    for _ in 0..<10_000 {
      var parts = messages[Int.random(in: 0..<messages.count, using: &random)].parts
      for _ in 0..<Int.random(in: 1...3, using: &random) { mangle(&parts, using: &random) }
      if isFrame(parts) { accepted += 1 }
    }
    // Some changes leave a frame (another pixel, another name); a parser that takes all or
    // nothing is wrong.
    #expect((500...8000).contains(accepted), "\(accepted) accepted")
  }

  @Test("headers put together from the keys and values that matter never crash the parser")
  func assembled() {
    let keys = [
      "dtype", "shape", "msg", "htype", "type", "terminate_flag", "compression", "bits",
      "color", "encoding", "seq", "ts", "source", "frame",
    ]
    let values = [
      "\"uint8\"", "\">u2\"", "[2,3]", "[2,3,3]", "[1,2,3,1]", "[]", "[65535,65535]",
      "[-1,2]", "[1e400]", "null", "true", "false", "NaN", "-Infinity", "9223372036854775808",
      "-9223372036854775808", "8", "16", "\"\"", "\"array-1.0\"", "[\"array-1.0\"]", "{}",
      "\"bgr\"",
      "\"jpeg\"", "\"\\ud800\"",
    ]
    var random = RandomBytes(seed: 3)
    var accepted = 0
    for _ in 0..<10_000 {
      var members = ["\"dtype\":\"uint8\"", "\"shape\":[2,3]"]
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let key = keys[Int.random(in: 0..<keys.count, using: &random)]
        members.append("\"\(key)\":\(values[Int.random(in: 0..<values.count, using: &random)])")
      }
      let header = "{" + members.joined(separator: ",") + "}"
      let size = [0, 6, 12, 18][Int.random(in: 0..<4, using: &random)]
      if isFrame([bytes(header), random.take(size)]) { accepted += 1 }
    }
    #expect((500...8000).contains(accepted), "\(accepted) accepted")
  }

  /// Changes one thing about a message.
  private func mangle(_ parts: inout [[UInt8]], using random: inout RandomBytes) {
    guard !parts.isEmpty else { return }
    let part = Int.random(in: 0..<parts.count, using: &random)
    let size = parts[part].count
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where size > 0:
      parts[part][Int.random(in: 0..<size, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    case 1: parts[part].removeLast(Int.random(in: 0...size, using: &random))
    case 2: parts[part].append(contentsOf: random.take(4))
    case 3: parts.insert(random.take(8), at: part)
    case 4: parts.remove(at: part)
    default: parts.swapAt(part, Int.random(in: 0..<parts.count, using: &random))
    }
  }
}
