import Core
import Messaging

/// Sends frames and other messages to a daemon, losing none.
final class FrameSender {
  private let socket: Socket
  private let encoder: FrameEncoder
  private var number: Int64 = 0

  init(
    _ kind: SocketKind, to path: String, name: String = "test", context: MessagingContext
  ) throws {
    socket = try Socket(
      Endpoint(kind: kind, role: .connect, address: "ipc://\(path)"), options: .frameSender,
      in: context)
    encoder = FrameEncoder(format: .array, name: name)
  }

  /// Sends an image under the next number; returns that number.
  @discardableResult
  func send(_ image: Image) throws -> Int64 {
    number += 1
    try send(encoder.message(image, sequence: number))
    return number
  }

  /// Sends a message as it is.
  func send(_ parts: [[UInt8]]) throws {
    guard try socket.send(parts, timeout: .seconds(30)) else {
      throw ProcessFault("a message could not be sent in 30 s")
    }
  }

  /// Waits for the answer to the last message.
  func answer() throws -> String {
    var message = Message()
    guard try socket.receive(into: &message, timeout: .seconds(30)) == .message else {
      throw ProcessFault("no answer in 30 s")
    }
    return String(decoding: message.parts[0], as: UTF8.self)
  }
}
