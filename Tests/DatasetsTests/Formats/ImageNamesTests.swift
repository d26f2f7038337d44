import Core
import CoreTesting
import Glibc
import Imaging
import Testing

@testable import Datasets

@Suite struct ImageNamesTests {
  private let folder = TemporaryFolder()
  private let grey2 = ImageShape(height: 2, width: 2, channels: 1)

  private func load() throws -> [String] {
    try DataSource(kind: .path(folder.path)).load(preparedFor: grey2).names
  }

  /// The path of "é" in Latin 1 and `suffix`, with its final zero.
  private func latin1(_ suffix: String) -> [CChar] {
    (Array(folder.path.utf8) + [0x2F, 0xE9] + Array(suffix.utf8) + [0]).map(CChar.init(bitPattern:))
  }

  private func create(_ suffix: String) {
    let descriptor = unsafe open(latin1(suffix), O_WRONLY | O_CREAT, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
  }

  private func expectRefusal() {
    let error = #expect(throws: DataError.self) { try load() }
    guard case .unreadable(let path, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path.hasPrefix(folder.path + "/\u{FFFD}"))
    #expect(reason.contains("not UTF-8") && reason.contains("rename"))
  }

  @Test("an image whose name is not UTF-8 is refused for that reason, with what to do")
  func image() {
    create(".png")
    expectRefusal()
  }

  @Test("so is a folder")
  func subfolder() {
    let status = unsafe mkdir(latin1(""), 0o700)
    #expect(status == 0)
    expectRefusal()
  }

  @Test("other files may be called what they like")
  func others() throws {
    create(".txt")
    let image = Image(shape: grey2, pixels: [1, 2, 3, 4])
    try folder.write(ImageEncoder.encodePNG(image), to: "a.png")
    #expect(try load() == ["a.png"])
  }
}
