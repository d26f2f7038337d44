import ArgumentParser
import Core
import CoreTesting
import Datasets
import FoundationEssentials
import Glibc
import Storage
import Testing

@testable import CLI

@Suite struct TrainingFolderTests {
  private let folder = TemporaryFolder()
  private let captured = CapturedConsole()

  private func run(_ bundle: String, onStep: @escaping () -> Void = {}) throws {
    let setup = try TrainingSetup(
      source: DataSource(parsing: "noise:8"), channels: nil, features: 2, latent: 3, holdOut: 0,
      options: TrainingOptions(epochs: 1, batchSize: 8), on: captured.console)
    _ = try TrainingRun(
      setup, bundle: folder.path(of: bundle), resumes: false, command: "rose train --test",
      checkpointSeconds: 1000, console: captured.console,
      interruption: {
        onStep()
        return nil
      }
    ).run()
  }

  private func rose(_ arguments: String...) throws {
    let command = try #require(try Rose.parseAsRoot(arguments) as? any ConsoleCommand)
    try command.run(on: captured.console)
  }

  @Test("a second training into a folder is refused while the first one runs")
  func refusesSecond() throws {
    var second: (any Error)?
    try run("b.rose") {
      do { try run("b.rose") } catch { second = error }
    }
    let failure = try #require(second as? CommandFailure)
    #expect(failure.status == .usage)
    #expect(failure.description.contains("is being written by another"))
    #expect(try ModelBundle.loadModel(at: folder.path(of: "b.rose")).description.training != nil)
  }

  @Test("nor can weights be imported there, and train says so before it loads its images")
  func refusesOthers() throws {
    try run("first.rose")
    let (weights, out) = (
      folder.path(of: "first.rose/weights.safetensors"), folder.path(of: "b.rose")
    )
    var failures: [String] = []
    try run("b.rose") {
      for arguments in [["import", weights], ["train", "/nowhere"], ["build", "/nowhere"]] {
        do {
          try (Rose.parseAsRoot(arguments + ["--out", out]) as? any ConsoleCommand)?
            .run(on: captured.console)
        } catch { failures.append("\(error)") }
      }
    }
    #expect(failures.count == 3)
    #expect(failures.allSatisfy { $0.contains("is being written by another") }, "\(failures)")
  }

  @Test("a file in place of the folder is called that, before images are loaded")
  func refusesFile() throws {
    let out = try folder.write([1], to: "file")
    let error = #expect(throws: CommandFailure.self) {
      try rose("train", "/nowhere", "--out", out)
    }
    #expect(error?.description.contains("\(out): it is not a folder") == true)
  }

  @Test(
    "sizes that contradict the model to go on from are refused before images are loaded",
    arguments: [["--features", "3"], ["--latent", "4"], ["--channels", "3"]])
  func refusesOtherSizes(sizes: [String]) throws {
    try run("first.rose")
    let (from, out) = (folder.path(of: "first.rose"), folder.path(of: "o.rose"))
    let error = #expect(throws: CommandFailure.self) {
      let command = try #require(
        try Rose.parseAsRoot(["train", "/nowhere", "--from", from, "--out", out] + sizes)
          as? TrainCommand)
      try command.run(on: captured.console)
    }
    #expect(error?.status == .usage)
    #expect(error?.description.contains(sizes[0]) == true)
  }

  @Test("the sizes of the model to go on from may be said")
  func acceptsSameSizes() throws {
    try run("first.rose")
    let out = folder.path(of: "o.rose")
    try rose(
      "train", "noise:8", "--from", folder.path(of: "first.rose"), "--out", out, "--features", "2",
      "--latent", "3", "--epochs", "1", "--hold-out", "0")
    #expect(try ModelBundle.loadModel(at: out).model.architecture.features == 2)
  }
}
