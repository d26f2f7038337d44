import Foundation
import Messaging
import Testing

/// The messages of real senders in Fixtures/senders.json, which capture.py beside it made.
struct SenderFixtures {
  private struct File: Decodable {
    struct Entry: Decodable {
      let name: String
      let parts: [Data]
    }
    let messages: [Entry]
  }

  /// The messages by name.
  let messages: [String: Message]

  init() throws {
    let path = try #require(
      Bundle.module.path(forResource: "senders", ofType: "json", inDirectory: "Fixtures"))
    let file = try JSONDecoder().decode(
      File.self, from: try Data(contentsOf: URL(filePath: path)))
    messages = Dictionary(
      uniqueKeysWithValues: file.messages.map { entry in
        (entry.name, Message(parts: entry.parts.map { [UInt8]($0) }))
      })
  }

  subscript(name: String) -> Message {
    get throws { try #require(messages[name], "no message \(name) in senders.json") }
  }
}
