import Messaging
import Testing

@testable import Daemon

@Suite struct ConfigurationDocumentTests {
  private func configuration(_ text: String) throws -> Configuration {
    try Configuration(ConfigurationDocument(parsing: text, file: "rosed.toml"), file: "rosed.toml")
  }

  private func message(_ text: String) -> String {
    do {
      _ = try configuration(text)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test("an empty file gives every default of the key list")
  func defaults() throws {
    let defaults = try configuration("")
    #expect(defaults.model.bundle == "/usr/share/rosed/default.rose")
    #expect(defaults.sources.isEmpty)
    #expect(defaults.detector.falseAlarmRate == nil)
    #expect(defaults.alerts.endpoint.description == "pub+bind:ipc:///run/rosed/alerts")
    #expect(defaults.alerts.socketMode == 0o660)
    #expect(!defaults.alerts.publishScores)
    #expect(defaults.workers.count == 0)
    #expect(defaults.workers.maximumBatch == 16)
    #expect(defaults.workers.maximumDelay == .milliseconds(5))
    #expect(defaults.control.socket == "/run/rosed/control.sock")
  }

  @Test("a source is read with its own keys and the defaults of the others")
  func source() throws {
    let text = """
      [[source]]
      name = "cam-1"
      endpoint = "pull+bind:ipc:///tmp/frames"
      color_order = "rgb"
      queue = 9
      timeout = "1500ms"
      max_message = "2MiB"
      [[source]]
      name = "cam-10"
      endpoint = "rep+bind:tcp://127.0.0.1:5555"
      format = "array-1.0"
      split_by_sender = true
      """
    let sources = try configuration(text).sources
    #expect(sources.map(\.name) == ["cam-1", "cam-10"])
    #expect(sources[0].colorOrder == .rgb)
    #expect(sources[0].queue == 9)
    #expect(sources[0].timeout == .milliseconds(1500))
    #expect(sources[0].maximumMessageBytes == 2 << 20)
    #expect(sources[0].messageLimits.bytes == (2 << 20) + (64 << 10))
    #expect(sources[1].format == .areaDetector)
    #expect(sources[1].splitBySender)
    #expect(sources[1].queue == 4)
  }

  @Test("every word of the format key is a format, and every format has its word")
  func formats() throws {
    let key = try #require(ConfigurationKey.all.first { $0.path == "source.format" })
    guard case .choice(let words) = key.kind else {
      Issue.record("format is no choice")
      return
    }
    for word in words {
      let text =
        "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"\nformat = \"\(word)\""
      #expect(try configuration(text).sources[0].format.rawValue == word)
    }
    #expect(Set(words).count == 5)
  }

  @Test(
    "a mistake is named with file, line, table, key and the nearest key",
    arguments: [
      (
        "[workers]\ncount = 2\nmax_bach = 4",
        "rosed.toml:3: unknown key 'max_bach' in [workers]; did you mean 'max_batch'?"
      ),
      ("[worker]\ncount = 1", "rosed.toml:1: unknown table [worker]; did you mean [workers]?"),
      ("[zzzzzzzz]\n", "rosed.toml:1: unknown table [zzzzzzzz]"),
      (
        "bundle = \"x\"",
        "rosed.toml:1: unknown table [bundle]"
      ),
      (
        "\n[workers]\ncount = -1",
        "rosed.toml:3: 'count' in [workers] is -1 (an integer), expected an integer from 0 to 256"
      ),
      (
        "[alerts]\nupdate_interval = 5",
        "rosed.toml:2: 'update_interval' in [alerts] is 5 (an integer), expected a time from 1ms "
          + "to 1h with its unit, such as \"5ms\" or \"10s\""
      ),
      (
        "[alerts]\npublish_scores = \"yes\"",
        "rosed.toml:2: 'publish_scores' in [alerts] is \"yes\", expected true or false"
      ),
      (
        "[detector]\nfalse_alarm_rate = 1.0",
        "rosed.toml:2: 'false_alarm_rate' in [detector] is 1.0 (a number), expected a number "
          + "between 0.0 and 1.0, both excluded"
      ),
      (
        "[source]\nname = \"a\"",
        "rosed.toml:1: write [[source]] for 'source'"
      ),
      ("[[model]]\n", "rosed.toml:1: write [model] for 'model'"),
      (
        "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"\n[[source]]\nname = \"b\"",
        "rosed.toml:4: 'endpoint' is missing in [source] and has no default"
      ),
      (
        "[[source]]\nname = \"a b\"\nendpoint = \"sub+connect:tcp://a:1\"",
        "rosed.toml:2: 'name' in [source] is \"a b\", expected a name of 1 to 64 letters, digits, "
          + "'.', '_' and '-'"
      ),
      (
        "[[source]]\nname = \"a\"\nendpoint = \"push+connect:tcp://a:1\"",
        "rosed.toml:3: 'endpoint' in [source] is \"push+connect:tcp://a:1\", expected an endpoint "
          + "of type sub or pull or rep or pair"
      ),
      (
        "[[source]]\nname = \"a\"\nendpoint = \"pull+bind:tcp://0.0.0.0:5555\"",
        "rosed.toml:3: 'endpoint' in [source] binds tcp://0.0.0.0:5555, which others could connect "
          + "to without authentication; bind to 127.0.0.1 or an ipc:// path, set up CURVE (rose "
          + "keygen, then secret in [curve]; see docs/security.md), or set insecure = true"
      ),
      (
        "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"\nserver_key = \"x\"",
        "rosed.toml:4: 'server_key' in [source] needs a key of rosed's own: make one with rose "
          + "keygen and name it as 'secret' in [curve] (see docs/security.md)"
      ),
      (
        "[alerts]\nendpoint = \"pub+bind:tcp://127.0.0.1:1\"\nserver_key = \"x\"",
        "rosed.toml:3: 'server_key' in [alerts] is for an endpoint that connects, and "
          + "pub+bind:tcp://127.0.0.1:1 binds; clients of it are let in by the folder 'allow' in "
          + "[curve]"
      ),
      (
        "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"\n"
          + "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://b:1\"",
        "rosed.toml:4: two [[source]] tables have the name \"a\""
      ),
      (
        "[[source]]\nname = \"a\"\nendpoint = \"pull+bind:inproc://c\"",
        "rosed.toml:3: 'endpoint' in [source] is inproc://c, which no other process can reach; use "
          + "an ipc:// path or tcp://HOST:PORT"
      ),
      (
        "[[source]]\nname = \"a\"\nendpoint = \"pull+bind:ipc:///x\"\n"
          + "[[source]]\nname = \"b\"\nendpoint = \"rep+bind:ipc:///x\"",
        "rosed.toml:6: 'endpoint' in [source] binds ipc:///x, which [source] binds too; give each "
          + "an address of its own"
      ),
      (
        "[control]\nsocket = \"/x\"\n[alerts]\nendpoint = \"pub+bind:ipc:///x\"",
        "rosed.toml:4: 'endpoint' in [alerts] binds ipc:///x, which [control] binds too; give each "
          + "an address of its own"
      ),
      ("[model]\nbundle = []", "rosed.toml:2: 'bundle' in [model] is an array, expected a path"),
    ])
  func mistakes(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test("text that is not TOML is named with its line")
  func syntax() {
    #expect(message("[model]\nbundle = \n").hasPrefix("rosed.toml:2: not valid TOML: "))
    for text in ["[model", "[", "[{", "[[", "[.a]", "[ \t#", "[]", "[[]]", "\u{FEFF}[+"] {
      #expect(message(text).hasPrefix("rosed.toml:1: not valid TOML: "), "\(text)")
    }
    #expect(message("[ model ]\nbundle = 1").contains("'bundle' in [model]"))
  }

  // A NUL ends the text for the parser: what follows it would not take effect, without a word.
  @Test("a NUL is refused with its line, in the file and in a string")
  func nul() {
    let file = "[model]\nbundle = \"x\"\n\0[workerz]"
    #expect(message(file).hasPrefix("rosed.toml:3: not valid TOML: a NUL byte"))
    #expect(message(String(repeating: "\0", count: 4_096)).contains("a NUL byte"))
    for escape in ["\\u0000", "\\U00000000"] {
      let text = "[model]\nbundle = \"/x\(escape)y\""
      #expect(message(text).hasPrefix("rosed.toml:2: not valid TOML: a string with a NUL"))
    }
  }

  @Test("nesting that would exhaust the parser's stack is refused, a comment of dots is not")
  func deep() {
    let dotted = [String](repeating: "a", count: 100_000).joined(separator: ".")
    #expect(message("\n\(dotted) = 1").hasPrefix("rosed.toml:2: not valid TOML: more than 256"))
    #expect(message("[\(dotted)]").hasPrefix("rosed.toml:1: not valid TOML: more than 256"))
    let brackets = String(repeating: "[", count: 100_000)
    #expect(message("x = \(brackets)").hasPrefix("rosed.toml:1: not valid TOML: "))
    #expect(message("# \(String(repeating: ".", count: 1_000))") == "no error")
  }

  @Test("10,000 random texts are read or refused, never more")
  func randomText() {
    var generator = TestGenerator(seed: 7)
    let alphabet = Array("[]{}=\"'#\n ,.abesourcmdl0159-+_\u{0}é")
    var refused = 0
    for _ in 0..<10_000 {
      let length = Int(generator.next() % 60)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? " " })
      if message(text) != "no error" { refused += 1 }
    }
    #expect(refused > 5_000)
  }
}
