import CoreTesting
import Messaging
import Testing

@testable import Daemon

@Suite struct ConfigurationFilesTests {
  private let folder = TemporaryFolder()

  private func load() throws -> Configuration {
    try ConfigurationFiles(path: folder.path(of: "rosed.toml")).load()
  }

  private func write(_ text: String, _ name: String) throws {
    try folder.write(Array(text.utf8), to: name)
  }

  @Test("drop-ins apply in the order of their names, and sources of a known name are changed")
  func dropIns() throws {
    try write(
      """
      [workers]
      count = 1
      max_batch = 2
      [[source]]
      name = "a"
      endpoint = "sub+connect:tcp://a:1"
      """, "rosed.toml")
    try write("[workers]\ncount = 3", "rosed.toml.d/20.toml")
    try write("[workers]\ncount = 2\nmax_batch = 5", "rosed.toml.d/10.toml")
    try write(
      """
      [[source]]
      name = "b"
      endpoint = "sub+connect:tcp://b:1"
      [[source]]
      name = "a"
      queue = 7
      """, "rosed.toml.d/30.toml")
    try write("nonsense", "rosed.toml.d/40.toml.old")
    let configuration = try load()
    #expect(configuration.workers.count == 3)
    #expect(configuration.workers.maximumBatch == 5)
    #expect(configuration.sources.map(\.name) == ["a", "b"])
    #expect(configuration.sources[0].queue == 7)
    #expect(configuration.sources[0].endpoint.address == "tcp://a:1")
  }

  @Test("a mistake in a drop-in is named with the drop-in's name and line")
  func mistakeInDropIn() throws {
    try write("", "rosed.toml")
    try write("\n[workers]\ncuont = 3", "rosed.toml.d/10.toml")
    do {
      _ = try load()
      Issue.record("the drop-in was accepted")
    } catch {
      #expect(
        "\(error)".hasSuffix(
          "rosed.toml.d/10.toml:3: unknown key 'cuont' in [workers]; did you mean 'count'?"))
    }
  }

  @Test("a file that is missing, not text or too long is refused")
  func unreadable() throws {
    #expect(throws: ConfigurationError.self) { try load() }
    try folder.write([0x5B, 0xFF, 0xFE], to: "rosed.toml")
    #expect(throws: ConfigurationError.self) { try load() }
    try folder.write([UInt8](repeating: 0x20, count: (1 << 20) + 1), to: "rosed.toml")
    #expect(throws: ConfigurationError.self) { try load() }
  }
}
