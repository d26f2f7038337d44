import Core
import CoreTesting
import Messaging
import Testing

@testable import Daemon

extension RealProcessTests {
  @Suite struct AlertJournalTests {
    private let folder = TemporaryFolder()

    @Test("the log accounts for every start and end of an alert without another frame")
    func accounting() throws {
      let bundle = try TinyBundle(in: folder)
      let daemon = RosedProcess(folder: folder)
      try daemon.configure(
        bundle: bundle.path,
        sources: """
          [[source]]
          name = "cam"
          endpoint = "pull+bind:ipc://\(folder.path(of: "frames"))"
          queue = 4096
          """)
      try daemon.launch()
      try daemon.waitUntilReady()
      let context = try MessagingContext()
      let sender = try FrameSender(.push, to: folder.path(of: "frames"), context: context)
      let dark = Image(
        shape: ImageShape(height: 32, width: 32, channels: 1),
        pixels: [UInt8](TinyBundle.normalFrames(count: 1, seed: 1).pixels))
      for _ in 0..<40 {
        try sender.send(TinyBundle.strangeFrame)
        try sender.send(dark)
      }
      try daemon.wait("all alerts in the log") { count(in: daemon.log) == 80 }
      #expect(try daemon.status().sources[0].alerts == 40)
      #expect(daemon.stop() == 0)
    }

    /// The starts and ends of alerts that the log shows or counts.
    private func count(in log: String) -> Int {
      log.split(separator: "\n").reduce(0) { sum, line in
        if let kept = line.firstMatch(of: /^(\d+) more like: source "cam": alert/) {
          return sum + (Int(kept.output.1) ?? 0)
        }
        guard line.hasPrefix("source \"cam\": alert") else { return sum }
        let kept = line.firstMatch(of: /\(and (\d+) more like it/)
        return sum + 1 + (kept.flatMap { Int($0.output.1) } ?? 0)
      }
    }
  }
}
