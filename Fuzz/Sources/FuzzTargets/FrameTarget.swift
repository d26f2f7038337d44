internal import Core
internal import Messaging

@testable internal import FuzzedDaemon

/// Messages of frame sockets, from the header to the model's input.
///
/// The parts of a message are separated by a line `%part`. Each message is read as several sources
/// would: by recognition, in each format of its own, and within a region.
struct FrameTarget: FuzzTarget {
  private static let separator = Array("\n%part\n".utf8)
  private let shape = ImageShape(height: 8, width: 6, channels: 1)
  private var intakes: [FrameIntake]
  private var count: Int64 = 0

  init() throws {
    // A small image is as good as a large one, and sooner resized.
    let settings = [
      "max_image = \"256KiB\"\nsplit_by_sender = true",
      "max_image = \"256KiB\"\nregion = \"1,1,2,2\"\nbit_depth = 12\ncolor_order = \"rgb\"",
      "max_image = \"256KiB\"\nformat = \"netgear\"",
      "max_image = \"256KiB\"\nformat = \"array-1.0\"",
    ]
    let shape = shape
    let originals = OriginalImageMemory(side: 16, maximumBytes: 1 << 16)
    intakes = try settings.map { more in
      let text = "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"\n\(more)\n"
      let document = try ConfigurationDocument(parsing: text, file: "fuzz")
      let configuration = try Configuration(document, file: "fuzz")
      return FrameIntake(
        source: 0, configuration: configuration.sources[0], inputShape: shape, originals: originals)
    }
  }

  mutating func feed(_ bytes: [UInt8]) {
    count += 1
    let message = Message(parts: Self.parts(of: bytes))
    for index in intakes.indices {
      let outcome = intakes[index].read(message, count: count, arrival: count, wallTime: count)
      switch outcome {
      case .frame(let frame, let missing): check(frame, missing: missing)
      case .invalid(_, let missing), .refused(_, let missing):
        precondition(missing >= 0, "\(missing) frames missing")
      case .endOfStream: break
      }
    }
  }

  private func check(_ frame: Frame, missing: Int64) {
    precondition(missing >= 0, "\(missing) frames missing")
    precondition(frame.image.shape == shape, "prepared as \(frame.image.shape)")
    precondition(frame.image.pixels.count == shape.count, "\(frame.image.pixels.count) values")
    if let original = frame.original?.reduced() {
      precondition(
        original.shape.height <= 16 && original.shape.width <= 16
          && original.pixels.count == original.shape.count,
        "a snapshot of \(original.shape)")
    }
    if let sender = frame.sender {
      precondition(sender.utf8.count <= FrameLimits().senderBytes, "a sender's name too long")
    }
  }

  private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
  }
}
