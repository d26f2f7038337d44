import Core
import CoreTesting
import Storage

@testable import Daemon

/// A bundle small enough to be made in a test: an untrained model of 2 features and 2 latent
/// values, fitted and calibrated on dim random frames.
struct TinyBundle {
  static let falseAlarmRate = 0.05

  let path: String
  let model: VAE
  let weightsDigest: String

  /// Writes the bundle into a folder.
  init(in folder: TemporaryFolder, name: String = "tiny.rose", seed: UInt64 = 1) throws {
    path = folder.path(of: name)
    model = try VAE.initialised(
      VAEArchitecture(channels: 1, features: 2, latent: 2), seed: seed)
    weightsDigest = try ModelBundle.writeModel(
      model, description: ModelDescription(architecture: model.architecture), at: path)
    try calibrate(seed: 1)
  }

  /// Fits and calibrates anew, on frames of another seed; returns the factors' file and digest.
  @discardableResult
  func calibrate(seed: UInt64, damping: Double = 1e-3) throws -> FactorsReference {
    let factors = try FisherFactors.fit(
      model, frames: Self.normalFrames(count: 64, seed: seed),
      options: FitOptions(damping: damping, seed: seed))
    let calibration = try Calibration.calibrate(
      model, factors: factors, frames: Self.normalFrames(count: 90, seed: seed + 1000),
      options: CalibrationOptions(falseAlarmRate: Self.falseAlarmRate, seed: seed))
    let reference = try ModelBundle.writeFactors(factors, weightsDigest: weightsDigest, at: path)
    try ModelBundle.writeCalibration(calibration, factors: reference, at: path)
    return reference
  }

  /// The detector a daemon makes of the bundle.
  func detector() throws -> Detector { try ModelBundle.load(at: path).makeDetector() }

  /// The generation a daemon starts with.
  func generation() throws -> Generation {
    try GenerationLoader.loadFirst(bundle: path, falseAlarmRate: nil)
  }

  /// Frames of values below 32.
  static func normalFrames(count: Int, seed: UInt64) -> ImageSet {
    var set = ImageSet(shape: ImageShape(height: 32, width: 32, channels: 1))
    var generator = TestGenerator(seed: seed)
    for _ in 0..<count {
      set.append(
        Image(shape: set.shape, pixels: (0..<1024).map { _ in UInt8(generator.next() % 32) }))
    }
    return set
  }

  /// A frame unlike the normal ones: bright stripes.
  static var strangeFrame: Image {
    Image(
      shape: ImageShape(height: 32, width: 32, channels: 1),
      pixels: (0..<1024).map { $0 / 4 % 2 == 0 ? 255 : 0 })
  }
}
