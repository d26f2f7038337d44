internal import Core
internal import Datasets
internal import Glibc
internal import Imaging
internal import Messaging

/// Sends frames at a rate and counts what becomes of them.
struct Sending {
  private var sender: FrameSender
  private let encoder: FrameEncoder
  private let rate: Double?
  private let start = ContinuousClock.now
  private var sent: Int64 = 0
  private var refused: [String: Int] = [:]

  /// Prepares to send; `rate` is in frames a second.
  init(sender: FrameSender, encoder: FrameEncoder, rate: Double?) {
    self.sender = sender
    self.encoder = encoder
    self.rate = rate
  }

  /// What was sent, and what was not taken and why.
  var summary: String {
    let time = ContinuousClock.now - start
    let rate = Double(sent) / max(1e-9, time / .seconds(1))
    let reasons = refused.sorted { $0.key < $1.key }.map { "\($0.value.grouped) \($0.key)" }
    let not = reasons.isEmpty ? "" : "; not taken: \(reasons.joined(separator: ", "))"
    return "\(Int(sent).counted("frame")) sent, \(rate.text(digits: 1))/s\(not)"
  }

  /// Sends all frames, or those before `isOver` becomes true.
  mutating func send(
    _ frames: inout FrameStream, until isOver: () -> Bool, on console: Console
  ) throws {
    let progress = ProgressLine(console: console)
    defer { progress.clear() }
    var done = 0
    while !isOver(), let frame = try frames.next() {
      awaitTurn(until: isOver)
      let outcome = try sender.send(try message(frame.image), until: isOver)
      if outcome == .interrupted { return }
      sent += 1
      done += 1
      if case .refused(let reason) = outcome { refused[reason, default: 0] += 1 }
      progress.update("sending", done, of: frames.count)
    }
  }

  private func message(_ image: Image) throws -> [[UInt8]] {
    guard encoder.format == .jpeg else { return encoder.message(image, sequence: sent) }
    return encoder.message(file: try ImageEncoder.encodeJPEG(image), sequence: sent)
  }

  /// Waits until the next frame is due; late frames are due at once, so that the rate holds.
  private func awaitTurn(until isOver: () -> Bool) {
    guard let rate else { return }
    let due = start + .seconds(Double(sent) / rate)
    while !isOver() {
      let left = due - .now
      guard left > .zero else { return }
      usleep(UInt32(min(100_000, left / .microseconds(1))))
    }
  }
}
