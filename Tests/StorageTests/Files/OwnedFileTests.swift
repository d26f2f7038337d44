import CoreTesting
import Glibc
import Testing

@testable import Storage

@Suite struct OwnedFileTests {
  private let folder = TemporaryFolder()

  @Test("A file is read whole, up to the most it may have")
  func bounds() throws {
    let path = try folder.write([1, 2, 3], to: "file")
    #expect(try OwnedFile.read(path, maximum: 3) == [1, 2, 3])
    #expect(throws: FileError.self) { try OwnedFile.read(path, maximum: 2) }
    let empty = try folder.write([], to: "empty")
    #expect(try OwnedFile.read(empty, maximum: 3) == [])
  }

  @Test("What was read stays when the file is overwritten in place")
  func ownership() throws {
    let path = try folder.write([1, 2, 3], to: "file")
    let bytes = try OwnedFile.read(path, maximum: 3)
    try folder.write([], to: "file")
    #expect(bytes == [1, 2, 3])
  }

  @Test("A pipe is refused and not waited for")
  func pipe() {
    let path = folder.path(of: "pipe")
    let status = unsafe mkfifo(path, 0o600)
    #expect(status == 0)
    #expect(throws: FileError.self) { try OwnedFile.read(path, maximum: 10) }
  }

  @Test("A folder, a device and nothing are refused", arguments: ["", "/dev/zero", "nothing"])
  func notAFile(name: String) {
    let path = name.hasPrefix("/") ? name : folder.path(of: name)
    #expect(throws: FileError.self) { try OwnedFile.read(path, maximum: 1 << 20) }
  }
}
