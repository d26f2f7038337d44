import Foundation

/// The real `rose` of this build, for what belongs to a whole process, such as signals.
final class RoseProcess {
  /// How long to wait for what comes at once unless the machine is busy.
  private static let patience = Duration.seconds(300)

  private let process = Process()

  /// The program, which lies beside the test bundle.
  private static var executable: URL {
    Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
      .deletingLastPathComponent().appending(path: "rose")
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "rose")
  }

  /// Starts it; what it says goes to `errors`.
  init(_ arguments: [String], errors: FileHandle = .nullDevice) throws {
    process.executableURL = Self.executable
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    // Threads of Dispatch block signals, and what they start would inherit that.
    var (none, before) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Waits until it has a handler for a signal; returns whether that came.
  func waitUntil(handles number: Int32) -> Bool { wait { handles(number) } }

  /// Sends it a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for the end: the exit status, or -signal if a signal ended it; nil if it goes on.
  func waitForEnd() -> Int32? {
    guard wait(until: { !process.isRunning }) else { return nil }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  private func wait(until condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + Self.patience
    while !condition() {
      guard ContinuousClock.now < deadline else { return false }
      usleep(1_000)
    }
    return true
  }

  /// Whether the kernel has a handler of it on record.
  private func handles(_ number: Int32) -> Bool {
    let path = "/proc/\(process.processIdentifier)/status"
    let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") } ?? ""
    let mask = UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? 0
    return mask >> UInt64(number - 1) & 1 == 1
  }
}
