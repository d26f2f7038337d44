internal import Core
internal import FoundationEssentials

@testable internal import Storage

/// The JSON files of a bundle: `model.json`, and `calibration.json` without its factors.
struct BundleTarget: FuzzTarget {
  private let folder: String

  init() throws {
    folder = FuzzFolder.path("bundle")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try FuzzFolder.write(Safetensors().encoded(), to: "bundle/weights.safetensors")
  }

  mutating func feed(_ bytes: [UInt8]) {
    do { _ = try FuzzFolder.write(bytes, to: "bundle/model.json") } catch {
      preconditionFailure("the file cannot be written: \(error)")
    }
    // There are no weights: no description can be right, and each must be refused in words.
    do {
      _ = try ModelBundle.loadModel(at: folder)
      preconditionFailure("a model without weights")
    } catch { precondition(!"\(error)".isEmpty, "an error without a word") }
    readCalibration()
  }

  private func readCalibration() {
    do throws(BundleError) {
      let document = try BundleFile.readJSON(
        CalibrationDocument.self, from: "\(folder)/model.json")
      let shape = ImageShape(height: 2, width: 2, channels: 1)
      let calibration = try document.calibration(file: "calibration.json", inputShape: shape)
      let scores = calibration.sortedScores
      precondition(!scores.isEmpty && !calibration.threshold.isNaN, "a threshold of no scores")
      precondition(zip(scores, scores.dropFirst()).allSatisfy(<=), "scores out of order")
    } catch { precondition(!"\(error)".isEmpty, "an error without a word") }
  }
}
