import Core
import Imaging
import Messaging
import Testing

@testable import Daemon

@Suite struct FrameIntakeTests {
  private let shape = ImageShape(height: 32, width: 32, channels: 1)

  private func intake(_ more: String = "") throws -> FrameIntake {
    let text = "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"\n" + more
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    return FrameIntake(
      source: 3, configuration: configuration.sources[0], inputShape: shape,
      originals: OriginalImageMemory(side: 40))
  }

  private func message(_ header: String, _ payload: [UInt8]) -> Message {
    Message(parts: [Array(header.utf8), payload])
  }

  @Test("a raw frame gets the sender's name, number and time, and its own shape")
  func raw() throws {
    var intake = try intake()
    let outcome = intake.read(
      message(
        #"{"dtype":"uint8","shape":[8,16,3],"msg":"cam","seq":7,"ts":99}"#,
        [UInt8](repeating: 50, count: 384)),
      count: 1, arrival: 5, wallTime: 6)
    guard case .frame(let frame, 0) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(frame.stream == StreamKey(source: 3, sender: nil))
    #expect(frame.sender == "cam")
    #expect(frame.sequence == 7)
    #expect(frame.timestamp == 99)
    #expect(frame.arrival == 5)
    #expect(frame.shape == ImageShape(height: 8, width: 16, channels: 3))
    #expect(frame.image == Image(shape: shape, pixels: [UInt8](repeating: 50, count: 1024)))
  }

  @Test("without the sender's own, number and time are those of the arrival")
  func defaults() throws {
    var intake = try intake()
    let outcome = intake.read(
      message(#"{"dtype":"uint8","shape":[32,32]}"#, [UInt8](repeating: 1, count: 1024)),
      count: 12, arrival: 5, wallTime: 6)
    guard case .frame(let frame, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(frame.sequence == 12)
    #expect(frame.timestamp == 6)
    #expect(frame.sender == nil)
  }

  @Test("JPEG and PNG images are decoded; damaged and oversize ones are told apart")
  func compressed() throws {
    var intake = try intake("max_image = \"4KiB\"")
    let image = Image(
      shape: ImageShape(height: 16, width: 16, channels: 3),
      pixels: (0..<768).map { UInt8($0 % 256) })
    let large = Image(
      shape: ImageShape(height: 64, width: 64, channels: 3),
      pixels: [UInt8](repeating: 9, count: 12_288))
    func reason(_ payload: [UInt8]) -> InvalidFrameReason? {
      let outcome = intake.read(
        message(#"{"msg":"cam"}"#, payload), count: 1, arrival: 0, wallTime: 0)
      if case .invalid(let reason, _) = outcome { return reason }
      return nil
    }
    let jpeg = try ImageEncoder.encodeJPEG(image)
    let png = try ImageEncoder.encodePNG(image)
    #expect(reason(jpeg) == nil)
    #expect(reason(png) == nil)
    #expect(reason(Array(jpeg.prefix(jpeg.count / 2))) == .jpegInvalid)
    #expect(reason(Array(png.prefix(png.count / 2))) == .pngInvalid)
    #expect(reason(try ImageEncoder.encodePNG(large)) == .imageTooLarge)
    #expect(reason(try ImageEncoder.encodeJPEG(large)) == .imageTooLarge)
  }

  @Test("a source that is split by sender has a stream a sender, for 64 of them")
  func split() throws {
    var intake = try intake("split_by_sender = true")
    var streams: Set<StreamKey> = []
    var refused = 0
    for number in 0..<70 {
      let outcome = intake.read(
        message(
          #"{"dtype":"uint8","shape":[32,32],"source":"s\#(number)"}"#,
          [UInt8](repeating: 1, count: 1024)),
        count: 1, arrival: 0, wallTime: 0)
      switch outcome {
      case .frame(let frame, _): streams.insert(frame.stream)
      case .refused(.tooManySenders, _): refused += 1
      default: Issue.record("\(outcome)")
      }
    }
    #expect(streams.count == 64)
    #expect(refused == 6)
  }

  @Test("the answer is OK, or ERR with the reason")
  func answers() throws {
    #expect(Receiver.answer(.invalid(.headerNotJSON), refusal: nil) == "ERR header_not_json")
    #expect(Receiver.answer(.endOfStream, refusal: nil) == "OK")
    #expect(Receiver.answer(.frame(.numbered(1), missing: 0), refusal: nil) == "OK")
    #expect(Receiver.answer(.frame(.numbered(1), missing: 0), refusal: .paused) == "ERR paused")
    #expect(
      Receiver.answer(.refused(.tooManySenders), refusal: .tooManySenders)
        == "ERR too_many_senders")
  }
}
