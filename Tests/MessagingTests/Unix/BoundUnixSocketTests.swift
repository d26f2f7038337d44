import CoreTesting
import Foundation
import Glibc
import Testing

@testable import Messaging

@Suite struct BoundUnixSocketTests {
  private let folder = TemporaryFolder()

  private var path: String { folder.path(of: "s") }

  @Test("the socket has its mode, and nobody gets in before someone listens")
  func mode() throws {
    let bound = try BoundUnixSocket(path: path, mode: 0o640)
    defer { close(bound.descriptor) }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(attributes[.type] as? FileAttributeType == .typeSocket)
    #expect(throws: ControlError.socket(.noSocket(path: path))) {
      try ControlClient(path: path).send(.status)
    }
    #expect(listen(bound.descriptor, 1) == 0)
    bound.unlinkPath()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("a path is bound once at a time, and one that a dead process left is taken over")
  func claim() throws {
    do {
      let first = try BoundUnixSocket(path: path, mode: 0o600)
      #expect(throws: SocketError.pathInUse(path: path)) {
        _ = try BoundUnixSocket(path: path, mode: 0o600)
      }
      close(first.descriptor)
    }
    // The first one's file is still there.
    let second = try BoundUnixSocket(path: path, mode: 0o600)
    close(second.descriptor)
  }

  @Test("what is in the way, or cannot be bound, is told")
  func faults() throws {
    try folder.write([1], to: "s")
    #expect(throws: SocketError.notASocket(path: path)) {
      _ = try BoundUnixSocket(path: path, mode: 0o600)
    }
    let long = folder.path(of: String(repeating: "a", count: 110))
    #expect(throws: SocketError.system(function: "bind", path: long, code: ENAMETOOLONG)) {
      _ = try BoundUnixSocket(path: long, mode: 0o600)
    }
  }
}
