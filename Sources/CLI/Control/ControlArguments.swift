internal import ArgumentParser
internal import Messaging

/// Which running rosed a command talks to.
struct ControlArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The control socket of rosed; otherwise $\(ControlSocketPath.variable), "
        + "otherwise \(ControlSocketPath.standard).", valueName: "path"))
  var socket: String?

  func validate() throws {
    guard socket != "" else {
      throw ValidationError(
        "--socket is empty, expected the path of rosed's control socket; leave it out for "
          + "\(ControlSocketPath.current).")
    }
  }

  /// Asks the daemon.
  ///
  /// - Parameters:
  ///   - request: What to ask.
  ///   - timeout: How long to wait for the answer.
  ///   - refusal: What kind of failure it is if the daemon does not do it.
  /// - Returns: The answer that it was done.
  /// - Throws: `CommandFailure` if there is no daemon, no answer, or the daemon refuses.
  func ask(
    _ request: ControlRequest, timeout: Duration = .seconds(10), refusal: ExitStatus
  ) throws(CommandFailure) -> ControlResponse {
    let client = ControlClient(path: socket ?? ControlSocketPath.current)
    let response: ControlResponse
    do {
      response = try client.send(request, timeout: timeout)
    } catch {
      throw CommandFailure(.unavailable, error.description)
    }
    guard response.succeeded else { throw CommandFailure(refusal, response.text) }
    return response
  }
}
