import CoreTesting
import Foundation
import Messaging

/// The real `rosed` of this build, run in a folder of its own.
final class RosedProcess {
  private let process = Process()
  private let errors: String

  let folder: TemporaryFolder

  /// The program, which lies beside the test bundle.
  static var executable: URL {
    Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
      .deletingLastPathComponent().appending(path: "rosed")
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "rosed")
  }

  /// The environment of the tests without what a service manager may have told them.
  private static var ownEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.filter {
      !["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"].contains($0.key)
    }
  }

  var configurationPath: String { folder.path(of: "rosed.toml") }
  var controlPath: String { folder.path(of: "control.sock") }
  var alertsAddress: String { "ipc://" + folder.path(of: "alerts") }
  var pid: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// What it wrote to standard error so far.
  var log: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

  /// Prepares a run; nothing is started yet.
  init(folder: TemporaryFolder) {
    self.folder = folder
    errors = folder.path(of: "stderr-\(UUID().uuidString)")
  }

  /// Writes a configuration with the sockets in the folder; `sources` are endpoints' lines.
  func configure(bundle: String, sources: String, more: String = "", alerts: String = "") throws {
    let text = """
      [model]
      bundle = "\(bundle)"
      [alerts]
      endpoint = "pub+bind:\(alertsAddress)"
      heartbeat_interval = "100ms"
      status_interval = "200ms"
      publish_scores = true
      instance = "test"
      \(alerts)
      [control]
      socket = "\(controlPath)"
      \(sources)
      \(more)
      """
    try folder.write(Array(text.utf8), to: "rosed.toml")
  }

  /// Starts it.
  func launch(_ arguments: [String]? = nil, environment: [String: String] = [:]) throws {
    process.executableURL = Self.executable
    process.arguments = arguments ?? ["--config", configurationPath]
    process.environment = Self.ownEnvironment.merging(environment) { $1 }
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  /// Asks it over its control socket, again while earlier conversations have not freed their place.
  func ask(_ request: ControlRequest) throws -> ControlResponse {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do {
        return try ControlClient(path: controlPath).send(request, timeout: .seconds(60))
      } catch {
        guard case .busy = error, ContinuousClock.now < deadline else { throw error }
        usleep(1_000)
      }
    }
  }

  /// Its status.
  func status() throws -> DaemonStatus {
    guard let status = try ask(.status).status else { throw ProcessFault("no status") }
    return status
  }

  /// Waits until it is ready.
  func waitUntilReady() throws {
    try wait("ready") { (try? status())?.state == .running }
  }

  /// Waits until a condition holds.
  func wait(
    _ what: String, atMost time: Duration = .seconds(60), until condition: () throws -> Bool
  ) throws {
    let deadline = ContinuousClock.now + time
    while try !condition() {
      guard ContinuousClock.now < deadline else {
        throw ProcessFault("waited in vain for: \(what); log:\n\(log)")
      }
      guard process.isRunning else {
        throw ProcessFault("rosed ended while waiting for: \(what); log:\n\(log)")
      }
      usleep(10_000)
    }
  }

  /// Whether it has blocked SIGHUP, its first act.
  var blocksSignals: Bool {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigBlk:") } ?? ""
    let mask = UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? 0
    return mask & 1 == 1
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(pid, number) }

  /// Waits for the end and returns the exit code; -signal if it was killed.
  func waitForExit() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// Stops it as systemd does; returns the exit code.
  func stop() -> Int32 {
    signal(SIGTERM)
    return waitForExit()
  }

  deinit { if process.isRunning { kill(pid, SIGKILL) } }
}

/// Why a test of the real process cannot go on.
struct ProcessFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
