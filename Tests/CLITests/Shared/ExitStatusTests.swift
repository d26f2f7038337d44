import ArgumentParser
import Core
import Datasets
import Storage
import Testing

@testable import CLI

@Suite struct ExitStatusTests {
  @Test("every kind of error has the exit code that sysexits.h gives it")
  func maps() {
    let missing = #expect(throws: FileError.self) {
      try OwnedFile.read("/nonexistent/file", maximum: 1)
    }
    let folder = #expect(throws: FileError.self) { try OwnedFile.read("/", maximum: 1) }
    let expected: [((any Error)?, Int32)] = [
      (DataError.invalidSource("x", reason: ""), 64),
      (DataError.notFound(path: "x"), 66),
      (DataError.malformed(path: "x", reason: ""), 65),
      (missing, 66), (folder, 74),
      (missing.map { BundleError.file($0) }, 66),
      (BundleError.noCalibration(file: "x"), 66),
      (BundleError.json(file: "x", reason: ""), 65),
      (CalibrationError.invalidRate(2), 64),
      (CalibrationError.tooFewFrames(rate: 0.01, needed: 99, found: 3), 65),
      (FisherError.invalidDamping(-1), 64),
      (TrainingError.diverged(step: 1), 65),
      (CommandFailure(.configuration, "x"), 78),
      (CancellationError(), 70),
    ]
    for (error, code) in expected {
      #expect(error.map { ExitStatus(of: $0).rawValue } == code, "\(String(describing: error))")
    }
  }

  @Test("what the parser refuses exits with 64")
  func parserErrors() {
    for arguments in [
      ["train"], ["train", "noise:x", "--out", "b"], ["nonsense"],
      ["train", "noise:9", "--out", "b", "--batch-size", "0"],
      ["train", "noise:9", "--out", "b", "--checkpoint-every", "10"],
    ] {
      let error = #expect(throws: (any Error).self) { try Rose.parseAsRoot(arguments) }
      #expect(error.map { Rose.exitCode(for: $0).rawValue } == 64, "\(arguments)")
    }
  }
}
