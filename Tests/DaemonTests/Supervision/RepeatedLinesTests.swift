import CoreTesting
import Glibc
import ServiceManager
import Testing

@testable import Daemon

@Suite struct RepeatedLinesTests {
  private let folder = TemporaryFolder()

  private func line(_ text: String) -> LogLine { LogLine(message: text, priority: .warning) }

  @Test("a bound lets so many of a kind pass in its interval and counts the others")
  func bound() {
    let bound = RepeatFilter.Bound(count: 3, interval: 100)
    var filter = RepeatFilter(interval: 10_000)
    for time: Int64 in 0..<3 { #expect(filter.note("a", at: time, bound: bound) == 0) }
    for time: Int64 in 3..<100 { #expect(filter.note("a", at: time, bound: bound) == nil) }
    #expect(filter.note("b", at: 50) == 0)
    #expect(filter.note("a", at: 100, bound: bound) == 97)
    #expect(filter.note("a", at: 101, bound: bound) == 0)
  }

  @Test("what was kept back comes out once its interval is over, without another message")
  func pending() {
    var filter = RepeatFilter(interval: 100)
    for kind in ["b", "a", "once"] {
      #expect(filter.note(kind, at: 0) == 0)
      filter.keep(line(kind), of: kind)
    }
    for _ in 0..<7 { #expect(filter.note("a", at: 10) == nil) }
    #expect(filter.note("b", at: 10) == nil)
    #expect(filter.takePending(at: 99) == [])
    let pending = filter.takePending(at: 100)
    #expect(pending.map(\.line) == [line("a"), line("b")])
    #expect(pending.map(\.count) == [7, 1])
    #expect(filter.takePending(at: 1_000) == [])
    #expect(filter.note("a", at: 1_000) == 0)
  }

  @Test("at the end all that was kept back comes out")
  func end() throws {
    let file = unsafe open(folder.path(of: "log"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(file) }
    let log = Log(journal: Journal(destination: .lines(descriptor: file)))
    for number in 0..<5 { log.writeRepeated(kind: "a", "message \(number)") }
    log.writeRepetitions()
    log.writeRepetitions(all: true)
    log.writeRepetitions(all: true)
    let text = String(decoding: try folder.read("log"), as: UTF8.self)
    #expect(text == "message 0\n4 more like: message 0\n")
  }
}
