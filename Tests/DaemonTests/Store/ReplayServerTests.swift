import CoreTesting
import Foundation
import Messaging
import ServiceManager
import Testing

@testable import Daemon

/// A replay server and a client that talks to it over a real socket.
@Suite struct ReplayServerTests {
  private let folder = TemporaryFolder()

  /// Asks each request in turn; returns the parts of each answer.
  private func ask(_ requests: [[[UInt8]]], dealer: Bool = false) throws -> [[[UInt8]]] {
    let text = """
      [store]
      path = "\(folder.path(of: "events.sqlite"))"
      [replay]
      endpoint = "router+bind:ipc://\(folder.path(of: "replay"))"
      """
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    let log = Log(journal: Journal(destination: .lines(descriptor: -1)))
    let writer = try #require(StoreWriter(configuration.store, log: log))
    let thread = try #require(writer.start())
    for sequence: Int64 in 1...5 {
      writer.queue.offer(
        .event(
          PublishedEvent(
            topic: EventTopic(.alert, source: "a"),
            envelope: EventEnvelope(
              type: .alert, timestamp: 1, instance: "t", epoch: 3, sequence: sequence),
            json: Array("{\"n\":\(sequence)}".utf8))))
    }
    try writer.awaitStored(events: 5)
    let context = try MessagingContext()
    let stop = StopFlag()
    let server = try ReplayServer(
      try #require(configuration.replay.endpoint), options: configuration.replay.socketOptions,
      desk: ReplayDesk(writer: writer, epoch: 3), context: context, progress: ProgressMonitor(),
      stop: stop, log: log)
    defer {
      stop.raise()
      #expect(server.join(waitingAtMost: 10))
      writer.queue.close()
      #expect(thread.join(waitingAtMost: 10))
    }
    let client = try Socket(
      Endpoint(
        kind: dealer ? .dealer : .req, role: .connect, address: "ipc://\(folder.path(of: "replay"))"
      ),
      in: context)
    var answers: [[[UInt8]]] = []
    for request in requests {
      #expect(try client.send(request, timeout: .seconds(10)))
      var message = Message()
      let limits = MessageLimits(parts: 2_000, bytes: 16 << 20)
      #expect(try client.receive(into: &message, limits: limits, timeout: .seconds(10)) == .message)
      answers.append(message.parts)
    }
    return answers
  }

  private func header(_ answer: [[UInt8]]) throws -> ReplayAnswer {
    try JSONDecoder().decode(ReplayAnswer.self, from: Data(try #require(answer.first)))
  }

  @Test(
    "a subscriber gets what it missed, from a number on, as it was published",
    arguments: [false, true])
  func replay(dealer: Bool) throws {
    let request = ReplayRequest(topic: "rose/v1/alert/a/", from: 4)
    let answer = try ask([[request.json]], dealer: dealer)[0]
    let header = try header(answer)
    #expect(header.type == "replay" && header.count == 2 && header.missing == 0)
    #expect(header.next == nil && header.end == ReplayAnswer.Position(epoch: 3, from: 6))
    #expect(
      answer.dropFirst().map { String(decoding: $0, as: UTF8.self) } == [
        "{\"n\":4}", "{\"n\":5}",
      ])
  }

  @Test("a limit ends an answer early and says where to go on; other epochs have their own numbers")
  func limits() throws {
    let requests = [
      ReplayRequest(topic: "rose/v1/alert/a/", epoch: 3, from: 1, limit: 2),
      ReplayRequest(topic: "rose/v1/alert/a/", epoch: 1, from: 70),
      ReplayRequest(topic: "rose/v1/alert/b/", epoch: 3, from: 1),
      ReplayRequest(topic: "rose/v1/alert/a/", epoch: 3, from: -.max, limit: -5),
    ]
    let answers = try ask(requests.map { [$0.json] }).map(header)
    #expect(answers.map(\.count) == [2, 5, 0, 1])
    #expect(answers[0].next == ReplayAnswer.Position(epoch: 3, from: 3))
    #expect(answers[1].end == ReplayAnswer.Position(epoch: 3, from: 6))
    #expect(answers[2].next == nil)
  }

  @Test("what is no request is answered with what was expected, and the next one is served")
  func hostile() throws {
    let texts = [
      "", "nonsense", "{\"topic\":\"rose/v1/alert/a/\"}", "{\"topic\":\"x\",\"from\":1}",
      "{\"topic\":\"rose/v1/score/a/\",\"from\":1}", String(repeating: "[", count: 4_000),
    ]
    let good = ReplayRequest(topic: "rose/v1/alert/a/", from: 1).json
    let answers = try ask(texts.map { [Array($0.utf8)] } + [[good]]).map(header)
    #expect(answers.dropLast().allSatisfy { $0.type == "error" && $0.error?.isEmpty == false })
    #expect(answers.last?.count == 5)
  }
}
