import CoreTesting
import Glibc
import Testing

@testable import Messaging

@Suite struct SocketPathTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path(of: "frames") }

  private func endpoint() throws -> Endpoint { try Endpoint(parsing: "pull+bind:ipc://\(path)") }

  private func mode(of path: String) -> mode_t {
    var status = stat()
    #expect(unsafe lstat(path, &status) == 0)
    return status.st_mode
  }

  @Test("the socket's file has the mode asked for, whatever the umask")
  func fileMode() throws {
    let context = try MessagingContext()
    let socket = try Socket(endpoint(), in: context)
    #expect(mode(of: path) & 0o777 == 0o660)
    withExtendedLifetime(socket) {}
  }

  @Test("a second socket gets an error instead of the path, also from another context")
  func secondInstance() throws {
    let context = try MessagingContext()
    let first = try Socket(endpoint(), in: context)
    let other = try MessagingContext()
    #expect(throws: SocketError.pathInUse(path: path)) { try Socket(endpoint(), in: other) }
    #expect(throws: SocketError.pathInUse(path: path)) { try Socket(endpoint(), in: context) }
    let sender = try Socket(Endpoint(parsing: "push+connect:ipc://\(path)"), in: other)
    #expect(try sender.send("still the first", timeout: .seconds(5)))
    var message = Message()
    #expect(try first.receive(into: &message, timeout: .seconds(5)) == .message)
  }

  @Test("the path is free again when the context of the first socket is gone")
  func freed() throws {
    do {
      let context = try MessagingContext()
      _ = try Socket(endpoint(), in: context)
    }
    let context = try MessagingContext()
    let socket = try Socket(endpoint(), in: context)
    #expect(mode(of: path) & S_IFMT == S_IFSOCK)
    withExtendedLifetime(socket) {}
  }

  @Test("a file that is not a socket is not removed")
  func plainFile() throws {
    try folder.write([1, 2, 3], to: "frames")
    let context = try MessagingContext()
    #expect(throws: SocketError.notASocket(path: path)) { try Socket(endpoint(), in: context) }
    #expect(try folder.read("frames") == [1, 2, 3])
  }

  @Test("a socket that a killed process left behind is replaced")
  func staleSocket() throws {
    try leaveSocket(listening: false)
    let context = try MessagingContext()
    _ = try Socket(endpoint(), in: context)
  }

  @Test("a socket that a stranger without a lock listens at is not taken over")
  func stranger() throws {
    let stranger = try leaveSocket(listening: true)
    let context = try MessagingContext()
    #expect(throws: SocketError.pathInUse(path: path)) { try Socket(endpoint(), in: context) }
    #expect(stranger.number >= 0)
  }

  @Test("a lock file that is a symbolic link is not followed")
  func lockLink() throws {
    #expect(unsafe symlink(folder.path(of: "elsewhere"), path + ".lock") == 0)
    let context = try MessagingContext()
    #expect(throws: SocketError.self) { try Socket(endpoint(), in: context) }
    #expect(try folder.names() == ["frames.lock"])
  }

  @Test("a folder that is not there is an error that names the path")
  func noFolder() throws {
    let context = try MessagingContext()
    let error = #expect(throws: SocketError.self) {
      try Socket(Endpoint(parsing: "pull+bind:ipc://\(path)/below/frames"), in: context)
    }
    #expect(error?.description.contains("\(path)/below/frames.lock") == true)
  }

  /// Binds a plain unix socket at the path; one that does not listen answers nobody.
  @discardableResult
  private func leaveSocket(listening: Bool) throws -> FileDescriptor {
    let descriptor = FileDescriptor(
      owning: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    let address = try #require(UnixAddress(path: path))
    #expect(unsafe address.withSocketAddress { unsafe bind(descriptor.number, $0, $1) } == 0)
    if listening { #expect(listen(descriptor.number, 1) == 0) }
    return descriptor
  }
}
