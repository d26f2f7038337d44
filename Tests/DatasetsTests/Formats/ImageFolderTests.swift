import Core
import CoreTesting
import Glibc
import Imaging
import Testing

@testable import Datasets

@Suite struct ImageFolderTests {
  private let folder = TemporaryFolder()
  private let grey2 = ImageShape(height: 2, width: 2, channels: 1)

  private func png(_ value: UInt8) throws -> [UInt8] {
    try ImageEncoder.encodePNG(
      Image(shape: grey2, pixels: [UInt8](repeating: value, count: 4)))
  }

  private func load() throws -> LoadedFrames {
    try DataSource(kind: .path(folder.path)).load(preparedFor: grey2)
  }

  @Test("Images of all folders come in the order of their paths, other files are left alone")
  func order() throws {
    try folder.write(png(3), to: "b.png")
    try folder.write(png(1), to: "a/z.PNG")
    try folder.write(png(2), to: "a/y/x.png")
    try folder.write(
      ImageEncoder.encodeJPEG(Image(shape: grey2, pixels: [4, 4, 4, 4])), to: "c.jpeg")
    try folder.write([1, 2, 3], to: "notes.txt")
    try folder.write([1, 2, 3], to: ".hidden.png")
    let frames = try load()
    #expect(frames.names == ["a/y/x.png", "a/z.PNG", "b.png", "c.jpeg"])
    #expect((0..<4).map { frames.images[$0].pixels[0] } == [2, 1, 3, 4])
  }

  @Test("A range skips images without opening them")
  func range() throws {
    try folder.write([0], to: "a.png")
    try folder.write(png(5), to: "b.png")
    let source = DataSource(kind: .path(folder.path), range: 1..<2)
    #expect(try source.load(preparedFor: grey2).names == ["b.png"])
  }

  @Test("An image that cannot be decoded is an error that names it")
  func broken() throws {
    try folder.write(png(5), to: "a.png")
    let path = try folder.write(Array(png(6).prefix(40)), to: "b.png")
    let error = #expect(throws: DataError.self) { try load() }
    #expect(error?.description.hasPrefix("\(path): not a whole PNG image") == true)
  }

  @Test("A pipe among the images is refused and not waited for")
  func pipe() {
    let path = folder.path(of: "a.png")
    let status = unsafe mkfifo(path, 0o600)
    #expect(status == 0)
    #expect(throws: DataError.unreadable(path: path, reason: "it is not a regular file")) {
      try load()
    }
  }

  @Test("A folder without images is refused")
  func empty() throws {
    try folder.write([1], to: "notes.txt")
    #expect(throws: DataError.empty(source: folder.path)) { try load() }
  }

  @Test("One image file is a source of one frame")
  func single() throws {
    let path = try folder.write(png(8), to: "one.png")
    let frames = try DataSource(kind: .path(path)).load(preparedFor: grey2)
    #expect(frames.names == [path])
    #expect(frames.images.pixels == [8, 8, 8, 8])
  }
}
