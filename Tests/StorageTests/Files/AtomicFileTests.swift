import CoreTesting
import Glibc
import Testing

@testable import Storage

@Suite struct AtomicFileTests {
  private let folder = TemporaryFolder()

  @Test("A file is made and replaced, and nothing else is left")
  func replacement() throws {
    let path = folder.path(of: "file")
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(try folder.read("file") == [1, 2, 3])
    try AtomicFile.write([], to: path)
    #expect(try folder.read("file") == [])
    #expect(try folder.names() == ["file"])
  }

  @Test("A reader of the old file keeps the old content")
  func oldReader() throws {
    let path = try folder.write([1, 2, 3], to: "file")
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    try AtomicFile.write([9, 9, 9, 9], to: path)
    var bytes = [UInt8](repeating: 0, count: 8)
    let count = unsafe read(descriptor, &bytes, 8)
    #expect(count == 3)
    #expect(bytes.prefix(3) == [1, 2, 3])
  }

  @Test("A file that cannot be put in place leaves no temporary file")
  func failedRename() throws {
    // A folder cannot be replaced by a file, not even by root.
    try folder.write([1], to: "target/inside")
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1, 2, 3], to: folder.path(of: "target"))
    }
    #expect(error?.operation == "replace")
    #expect(try folder.names() == ["target"])
  }

  @Test("A folder that does not exist is an error that names it")
  func missingFolder() {
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: folder.path(of: "no/file"))
    }
    #expect(error?.isMissing == true)
    #expect(error?.description.contains("\(folder.path)/no/file") == true)
  }

  @Test("A full disk is an error, and closes the file")
  func fullDisk() {
    let descriptor = unsafe open("/dev/full", O_WRONLY)
    var (full, after) = (stat(), stat())
    #expect(unsafe fstat(descriptor, &full) == 0)
    let error = #expect(throws: FileError.self) {
      try AtomicFile.writeAndClose([1, 2, 3], descriptor: descriptor, path: "/dev/full")
    }
    #expect(error?.code == ENOSPC)
    // Another test may have been given the number since, but none opens this device.
    let isOpen =
      unsafe fstat(descriptor, &after) == 0 && after.st_dev == full.st_dev
      && after.st_ino == full.st_ino
    #expect(!isOpen)
  }

  @Test("A folder that may not be written leaves the file as it was", .enabled(if: geteuid() != 0))
  func unwritableFolder() throws {
    let path = try folder.write([1], to: "locked/file")
    let status = unsafe chmod(folder.path(of: "locked"), 0o500)
    #expect(status == 0)
    defer { _ = unsafe chmod(folder.path(of: "locked"), 0o700) }
    #expect(throws: FileError.self) { try AtomicFile.write([2], to: path) }
    #expect(try folder.read("locked/file") == [1])
  }
}
