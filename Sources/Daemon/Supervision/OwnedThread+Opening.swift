internal import Messaging

extension OwnedThread {
  /// Starts a thread that opens a socket and works with it, for a socket belongs to one thread.
  ///
  /// - Parameters:
  ///   - name: The thread's name.
  ///   - place: What an error names: the part of the configuration that asks for the socket.
  ///   - open: Opens the socket.
  ///   - work: Works with it until the thread shall end.
  /// - Returns: The thread, once the socket is open.
  /// - Throws: `StartError` if the system refuses a thread, or the socket cannot be opened.
  static func start<Opened>(
    name: String, place: String,
    opening open: @escaping @Sendable () throws(SocketError) -> Opened,
    work: @escaping @Sendable (Opened) -> Void
  ) throws(StartError) -> OwnedThread {
    let failure = Handover<SocketError?>()
    let thread = start(name: name) {
      do throws(SocketError) {
        let opened = try open()
        failure.give(nil)
        work(opened)
      } catch { failure.give(error) }
    }
    guard let thread else {
      throw StartError(code: .system, "\(place): the system refused a thread: its limit is reached")
    }
    if let error = failure.take() {
      let fault = StartError(error)
      throw StartError(code: fault.code, "\(place): \(fault)")
    }
    return thread
  }
}
