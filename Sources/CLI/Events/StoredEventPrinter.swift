internal import FoundationEssentials
internal import Glibc
internal import Messaging
internal import Storage

/// Prints stored events and writes the frames kept with their alerts.
struct StoredEventPrinter {
  private let json: Bool
  private let frames: String?
  private let control: ControlArguments
  /// How often to look for further frames of an alert.
  private static let latePolls = 120

  /// The place of the last frame written of each alert.
  private var written: [String: Int64] = [:]
  /// How often further frames of an alert are still looked for.
  private var late: [String: Int] = [:]

  /// Creates a printer that has printed nothing.
  init(json: Bool, frames: String?, control: ControlArguments) {
    self.json = json
    self.frames = frames
    self.control = control
  }

  /// Prints an event.
  ///
  /// - Throws: `CommandFailure` if standard output is gone, or a frame cannot be fetched or written.
  mutating func print(_ stored: StoredEvent, on console: Console) throws {
    let event = ReceivedEvent(stored)
    try console.line(json ? stored.json : event.map(EventLine.text) ?? stored.json)
    if let frames, case .alert(let alert) = event?.body {
      try writeFrames(of: alert.id, into: frames, on: console)
      late[alert.id] = Self.latePolls
    }
  }

  /// Writes the frames that came to alerts after their last event was printed.
  ///
  /// - Throws: As `print(_:on:)`.
  mutating func writeLateFrames(on console: Console) throws {
    guard let frames else { return }
    for (alert, polls) in late {
      try writeFrames(of: alert, into: frames, on: console)
      late[alert] = polls > 1 ? polls - 1 : nil
    }
  }

  private mutating func writeFrames(
    of alert: String, into folder: String, on console: Console
  ) throws {
    let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    while let frame = try control.ask(
      .frame(alert: alert, after: written[alert] ?? 0), refusal: .unavailable
    ).frame {
      let place = String(frame.place)
      let zeros = String(repeating: "0", count: max(0, 8 - place.count))
      let ending = frame.format == "jpeg" ? "jpg" : frame.format
      let path =
        "\(folder)/\(frame.source)-\(alert)-\(zeros)\(place)-\(frame.role)-\(frame.sequence).\(ending)"
      guard unsafe mkdir(folder, 0o755) == 0 || errno == EEXIST else {
        throw CommandFailure(
          .inputOutput,
          unsafe "\(folder): the folder cannot be made: \(String(cString: strerror(errno)))")
      }
      do { try AtomicFile.write([UInt8](frame.image), to: path) } catch {
        throw CommandFailure(.inputOutput, "\(error)")
      }
      console.note("wrote \(path)")
      written[alert] = frame.place
    }
  }
}
