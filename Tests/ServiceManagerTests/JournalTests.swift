import CoreTesting
import Glibc
import Testing

@testable import ServiceManager

@Suite struct JournalTests {
  private let folder = TemporaryFolder()

  /// What a log writes to a file in place of standard error.
  private func written(_ write: (Int32) -> Void) throws -> String {
    let number = unsafe open(folder.path(of: "log"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    write(number)
    close(number)
    return String(decoding: try folder.read("log"), as: UTF8.self)
  }

  @Test("lines are written where there is no journal, one a line, without priorities")
  func lines() throws {
    let text = try written { number in
      let journal = Journal(destination: .lines(descriptor: number))
      journal.send("first", priority: .warning, messageID: .ready, fields: ["SOURCE": "a"])
      journal.send("second\nthird")
    }
    #expect(text == "first\nsecond\nthird\n")
  }

  @Test("entries that matter less than asked for are left out")
  func leastPriority() throws {
    let text = try written { number in
      let journal = Journal(destination: .lines(descriptor: number), leastPriority: .warning)
      for priority in Priority.allCases { journal.send("\(priority)", priority: priority) }
    }
    #expect(text == "emergency\nalert\ncritical\nerror\nwarning\n")
  }

  @Test("lines in place of a journal entry each carry the priority, so none passes as another")
  func prefixes() throws {
    let text = try written { number in
      Journal.write("bad\n<7>news", prefix: "<3>", to: number)
    }
    #expect(text == "<3>bad\n<3><7>news\n")
  }

  @Test("the journal is there if JOURNAL_STREAM names the very file of the descriptor")
  func journalStream() throws {
    let path = try folder.write([], to: "stream")
    let number = unsafe open(path, O_WRONLY)
    defer { close(number) }
    var status = stat()
    #expect(unsafe fstat(number, &status) == 0)
    let name = "\(status.st_dev):\(status.st_ino)"
    #expect(Journal.isJournal(stream: name, descriptor: number))
    #expect(!Journal.isJournal(stream: "\(status.st_dev):\(status.st_ino + 1)", descriptor: number))
    #expect(!Journal.isJournal(stream: "\(status.st_dev + 1):\(status.st_ino)", descriptor: number))
    #expect(!Journal.isJournal(stream: name, descriptor: -1))
    for stream in [nil, "", "1", "1:2:3", "a:b", "\(name):", "-1:-1"] {
      #expect(!Journal.isJournal(stream: stream, descriptor: number))
    }
  }

  @Test("an entry has its message, priority, kind and fields, in the journal's form")
  func entry() {
    let entry = JournalEntry(
      message: "alert\nstarted", priority: .warning, messageID: .alertStarted,
      fields: ["source": "camera-1", "p-value": "0.001"])
    #expect(
      entry.fields.map { String(decoding: $0, as: UTF8.self) } == [
        "MESSAGE=alert\nstarted", "PRIORITY=4", "MESSAGE_ID=\(MessageID.alertStarted.text)",
        "P_VALUE=0.001", "SOURCE=camera-1",
      ])
  }

  @Test("names of fields are made such as the journal takes, and cannot pass as its own")
  func fieldNames() {
    #expect(JournalEntry.fieldName("score") == "SCORE")
    #expect(JournalEntry.fieldName("_PID") == "PID")
    #expect(JournalEntry.fieldName("1st") == "ST")
    #expect(JournalEntry.fieldName("a=b\nc") == "A_B_C")
    #expect(JournalEntry.fieldName("_12") == nil)
    #expect(JournalEntry.fieldName("") == nil)
    #expect(JournalEntry.fieldName(String(repeating: "n", count: 65))?.count == 64)
  }

  @Test("kinds of entries are 128-bit numbers, each one once")
  func messageIDs() {
    let all: [MessageID] = [
      .ready, .stopping, .alertStarted, .alertEnded, .reloaded, .reloadFailed, .sourceLost,
      .sourceBack,
    ]
    #expect(Set(all).count == all.count)
    for id in all { #expect(id.text.wholeMatch(of: /[0-9a-f]{32}/) != nil) }
  }
}
