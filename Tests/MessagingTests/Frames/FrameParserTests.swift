import Core
import Testing

@testable import Messaging

@Suite struct FrameParserTests {
  private func parse(
    _ header: String, _ payload: [UInt8], _ parser: FrameParser = FrameParser()
  ) throws(InvalidFrameReason) -> WireFrame? {
    guard case .frame(let frame) = try parser.parse(Message(parts: [bytes(header), payload]))
    else { return nil }
    return frame
  }

  private func pixels(
    _ header: String, _ payload: [UInt8], _ parser: FrameParser = FrameParser()
  ) throws -> Image {
    let frame = try #require(try parse(header, payload, parser))
    guard case .raw(let raw) = frame.pixels else { throw InvalidFrameReason.payloadUnknown }
    return raw.image(order: frame.colorOrder)
  }

  @Test(
    "every fault of a header or payload has its own reason",
    arguments: [
      ("nonsense", [UInt8](), InvalidFrameReason.headerNotJSON),
      ("[1]", [], .headerNotObject),
      ("{}", [], .payloadMissing),
      ("{}", [1, 2, 3], .payloadUnknown),
      (#"{"msg":"a"}"#, [0xFF, 0xD8], .payloadUnknown),
      (#"{"shape":[1]}"#, [1], .dtypeMissing),
      (#"{"dtype":"uint8"}"#, [1], .shapeMissing),
      (#"{"dtype":"uint8","shape":""}"#, [1], .shapeMissing),
      (#"{"dtype":"float32","shape":[1,1]}"#, [0, 0, 0, 0], .dtypeUnsupported),
      (#"{"dtype":"object","shape":[1,1]}"#, [0], .dtypeUnsupported),
      (#"{"dtype":8,"shape":[1,1]}"#, [0], .dtypeUnsupported),
      (#"{"dtype":[["r","u1"]],"shape":[1,1]}"#, [0], .dtypeUnsupported),
      (#"{"dtype":"uint8","shape":[]}"#, [1], .tooManyDimensions),
      (#"{"dtype":"uint8","shape":[1,1,1,1,1]}"#, [1], .tooManyDimensions),
      (#"{"dtype":"uint8","shape":4}"#, [1], .shapeInvalid),
      (#"{"dtype":"uint8","shape":[1.0,1]}"#, [1], .shapeInvalid),
      (#"{"dtype":"uint8","shape":["1",1]}"#, [1], .shapeInvalid),
      (#"{"dtype":"uint8","shape":[0,1]}"#, [], .shapeInvalid),
      (#"{"dtype":"uint8","shape":[-1,-1]}"#, [1], .shapeInvalid),
      (#"{"dtype":"uint8","shape":[65536,1]}"#, [1], .shapeInvalid),
      (#"{"dtype":"uint8","shape":[65535,65535,65535,65535]}"#, [1], .payloadSizeMismatch),
      (#"{"dtype":"uint16","shape":[65535,65535,65535,65535]}"#, [1], .payloadSizeMismatch),
      (#"{"dtype":"uint8","shape":[2,2]}"#, [1, 2, 3], .payloadSizeMismatch),
      (#"{"dtype":"uint16","shape":[2,2]}"#, [1, 2, 3, 4], .payloadSizeMismatch),
      (#"{"dtype":"uint8","shape":[4]}"#, [1, 2, 3, 4], .shapeUnsupported),
      (#"{"dtype":"uint8","shape":[2,1,2]}"#, [1, 2, 3, 4], .shapeUnsupported),
      (#"{"dtype":"uint8","shape":[2,2,1,1]}"#, [1, 2, 3, 4], .shapeUnsupported),
      (#"{"dtype":"u2","bits":7,"shape":[1,1]}"#, [1, 2], .bitDepthInvalid),
      (#"{"dtype":"u2","bits":17,"shape":[1,1]}"#, [1, 2], .bitDepthInvalid),
      (#"{"dtype":"u1","color":"cmyk","shape":[1,1]}"#, [1], .colorUnknown),
      (#"{"dtype":"u1","color":3,"shape":[1,1]}"#, [1], .colorUnknown),
      (
        #"{"htype":["array-1.0"],"type":"uint8","encoding":"lz4","shape":[1,1]}"#, [1],
        .encodingUnsupported
      ),
    ])
  func reasons(header: String, payload: [UInt8], reason: InvalidFrameReason) {
    #expect(throws: reason) { try parse(header, payload) }
  }

  @Test("a message of the wrong parts has its reason too")
  func parts() {
    func reason(_ parts: [[UInt8]]) -> InvalidFrameReason? {
      do {
        _ = try FrameParser().parse(Message(parts: parts))
        return nil
      } catch {
        return error
      }
    }
    let header = bytes(#"{"dtype":"uint8","shape":[1,1]}"#)
    #expect(reason([]) == .emptyMessage)
    #expect(reason([[]]) == .emptyMessage)
    #expect(reason([header]) == .payloadMissing)
    #expect(reason([bytes("topic"), header]) == .payloadMissing)
    #expect(reason([[0xFF, 0xD8, 0xFF]]) == .headerNotJSON)
    #expect(reason([bytes("t"), header, [1], [2]]) == .tooManyParts)
    #expect(reason([bytes("{"), header, [1]]) == nil)
    #expect(reason([[], []]) == .headerNotJSON)
  }

  @Test("a header may have 64 KiB and depth 16 and not more")
  func headerBounds() throws {
    func header(padding: Int) -> String {
      #"{"dtype":"uint8","shape":[1,1],"x":""# + String(repeating: "x", count: padding) + "\"}"
    }
    let most = 64 * 1024 - header(padding: 0).utf8.count
    _ = try parse(header(padding: most), [1])
    #expect(throws: InvalidFrameReason.headerTooLarge) {
      try parse(header(padding: most + 1), [1])
    }
    func nested(_ depth: Int) -> String {
      #"{"dtype":"uint8","shape":[1,1],"msg":"# + String(repeating: "[", count: depth - 1)
        + String(repeating: "]", count: depth - 1) + "}"
    }
    _ = try parse(nested(16), [1])
    #expect(throws: InvalidFrameReason.headerTooDeep) { try parse(nested(17), [1]) }
  }

  @Test("own keys are read where they are sensible and ignored where they are not")
  func ownKeys() throws {
    let header = #"{"dtype":"u1","shape":[1,1],"seq":7,"ts":1700000000000000001,"source":"a"}"#
    let frame = try #require(try parse(header, [1]))
    #expect(frame.sequence == 7)
    #expect(frame.timestamp == 1_700_000_000_000_000_001)
    #expect(frame.sender == "a")
    let odd = #"{"dtype":"u1","shape":[1,1],"seq":-7,"ts":1.5,"source":["a"],"color":null}"#
    let other = try #require(try parse(odd, [1]))
    #expect(other.sequence == nil)
    #expect(other.timestamp == nil)
    #expect(other.sender == nil)
    let both = #"{"msg":"m","source":"a","dtype":"u1","shape":[1,1]}"#
    #expect(try parse(both, [1])?.sender == "m")
  }

  @Test("a sender's name may have 128 bytes and no control characters")
  func senderNames() throws {
    func sender(_ name: String) throws -> String? {
      try parse(#"{"dtype":"u1","shape":[1,1],"source":"\#(name)"}"#, [1])?.sender
    }
    let longest = String(repeating: "n", count: 128)
    #expect(try sender(longest) == longest)
    #expect(try sender(longest + "n") == nil)
    #expect(try sender("") == nil)
    #expect(try sender(#"a\u0000b"#) == nil)
    #expect(try sender(#"a\nb"#) == nil)
  }

  @Test("the header's colour order goes before the source's, and that before the format's")
  func colourOrder() throws {
    let plain = #"{"dtype":"u1","shape":[1,1,3]}"#
    let declared = #"{"dtype":"u1","shape":[1,1,3],"color":"rgb"}"#
    let detector = #"{"htype":["array-1.0"],"type":"uint8","shape":[1,1,3]}"#
    let rgb = FrameParser(colorOrder: .rgb)
    let bgr = FrameParser(colorOrder: .bgr)
    #expect(try pixels(plain, [1, 2, 3]).pixels == [3, 2, 1])
    #expect(try pixels(plain, [1, 2, 3], rgb).pixels == [1, 2, 3])
    #expect(try pixels(declared, [1, 2, 3], bgr).pixels == [1, 2, 3])
    #expect(try pixels(detector, [1, 2, 3]).pixels == [1, 2, 3])
    #expect(try pixels(detector, [1, 2, 3], bgr).pixels == [3, 2, 1])
  }

  @Test("areaDetector's array-1.0 is read with its own keys")
  func areaDetector() throws {
    let header = """
      {"htype":["array-1.0"],"type":"uint16","shape":[1,2,2],"frame":41,"timeStamp":1.5,\
      "encoding":"","ndattr":{"gain":2},"bits":12}
      """
    let frame = try #require(try parse(header, [0, 0, 0xFF, 0x0F, 0, 8, 0xFF, 0xFF]))
    #expect(frame.format == .areaDetector)
    #expect(frame.sequence == 41)
    guard case .raw(let raw) = frame.pixels else {
      Issue.record("not raw")
      return
    }
    // 12 bits in use: 4095 is white, 2048·255/4095 = 127.5…, and what is above is white too.
    #expect(raw.image(order: .rgb).pixels == [0, 255, 128, 255])
    #expect(raw.image(order: .rgb).shape == ImageShape(height: 2, width: 2, channels: 1))
  }

  @Test("a source of one format refuses the others")
  func configuredFormat() throws {
    let array = #"{"dtype":"u1","shape":[1,1]}"#
    let imagezmq = #"{"msg":"a","dtype":"u1","shape":[1,1]}"#
    _ = try parse(array, [1], FrameParser(format: .array))
    _ = try parse(imagezmq, [1], FrameParser(format: .imagezmq))
    #expect(throws: InvalidFrameReason.formatMismatch) {
      try parse(imagezmq, [1], FrameParser(format: .array))
    }
    #expect(throws: InvalidFrameReason.formatMismatch) {
      try parse(array, [1], FrameParser(format: .netgear))
    }
  }

  @Test("reasons are words of a metric label, each one once")
  func reasonNames() {
    let names = InvalidFrameReason.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z]+(_[a-z0-9]+)*/) != nil })
  }
}
