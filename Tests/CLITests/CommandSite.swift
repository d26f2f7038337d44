import ArgumentParser
import Core
import CoreTesting
import Datasets
import FoundationEssentials
import Testing

@testable import CLI

/// A folder with generated images and, if built, the bundle of a tiny model of them.
final class CommandSite: Sendable {
  /// The options of a model that trains in seconds.
  static let tinyModel = [
    "--features", "2", "--latent", "3", "--epochs", "2", "--batch-size", "16",
  ]

  /// The files of a built bundle and the folder it was built in; built once, as that takes time.
  private static let original = Result {
    let site = try CommandSite()
    try site.rose(
      [
        "build", site.images, "--out", site.bundle, "--hold-out", "60", "--frames", "90",
        "--false-alarm-rate", "0.05", "--score", "rose",
      ] + tinyModel)
    let names = try FileManager.default.contentsOfDirectory(atPath: site.bundle)
    let files = try names.map { ($0, try site.folder.read("camera.rose/\($0)")) }
    return (files: files, folder: site.folder.path)
  }

  /// Where everything lies.
  let folder = TemporaryFolder()

  /// The folder of the images.
  var images: String { folder.path(of: "normal") }

  /// The folder of the bundle.
  var bundle: String { folder.path(of: "camera.rose") }

  /// A site with the bundle that `rose build` makes: 100 images trained on, 60 held out.
  static func built() throws -> CommandSite {
    let original = try original.get()
    let site = try CommandSite()
    for (name, bytes) in original.files {
      // The record names the images by their path.
      let moved =
        name == "model.json"
        ? Array(
          String(decoding: bytes, as: UTF8.self)
            .replacing(original.folder, with: site.folder.path).utf8) : bytes
      try site.folder.write(moved, to: "camera.rose/\(name)")
    }
    return site
  }

  /// A site with 160 grey images, a square of random place and brightness on each.
  init() throws {
    var generator = SeededGenerator(seed: 5)
    for index in 0..<160 {
      let (x, y) = (generator.next(below: 20), generator.next(below: 20))
      let value = UInt8(100 + generator.next(below: 100))
      let pixels = (0..<784).map { pixel -> UInt8 in
        let isInside = (x..<x + 8).contains(pixel % 28) && (y..<y + 8).contains(pixel / 28)
        return isInside ? value : 20
      }
      try folder.write(
        PNGBytes.grey(width: 28, height: 28, pixels),
        to: "normal/\(String(1000 + index).dropFirst()).png")
    }
  }

  /// Runs a command line in this process.
  @discardableResult
  func rose(_ arguments: String...) throws -> CapturedConsole { try rose(arguments) }

  /// Runs a command line in this process.
  @discardableResult
  func rose(_ arguments: [String]) throws -> CapturedConsole {
    let captured = CapturedConsole()
    let command = try #require(try Rose.parseAsRoot(arguments) as? any ConsoleCommand)
    try command.run(on: captured.console)
    return captured
  }
}
