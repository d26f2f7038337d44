import CoreTesting
import Foundation
import Testing

@Suite struct SendInterruptionTests {
  private let folder = TemporaryFolder()

  @Test("Ctrl-C while nobody takes a frame ends rose send as an interruption does: in order")
  func nobody() throws {
    let executable =
      Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
      ?? URL(filePath: CommandLine.arguments[0])
    let errors = folder.path(of: "stderr")
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    let process = Process()
    process.executableURL = executable.deletingLastPathComponent().appending(path: "rose")
    process.arguments = [
      "send", "push+bind:ipc://\(folder.path(of: "frames"))", "noise:3", "--timeout", "60",
    ]
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardOutput = FileHandle.nullDevice
    // Tests run on Dispatch's threads, which block all signals, and a program inherits that.
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGINT)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    try process.run()
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    func status(_ field: String) -> UInt64 {
      let text = try? String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      let line = text?.split(separator: "\n").first { $0.hasPrefix(field) }
      return UInt64(line?.split(separator: "\t").last ?? "", radix: 16) ?? 0
    }
    // It waits once it catches SIGINT: signal 2, the second bit.
    let deadline = ContinuousClock.now + .seconds(30)
    while status("SigCgt:") & 2 == 0, ContinuousClock.now < deadline { usleep(10_000) }
    usleep(300_000)
    let start = ContinuousClock.now
    process.interrupt()
    process.waitUntilExit()
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    let text = try String(contentsOfFile: errors, encoding: .utf8)
    #expect(text.hasPrefix("0 frames sent"))
  }
}
