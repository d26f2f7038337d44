internal import Core
internal import Datasets
internal import Glibc
internal import Storage

/// What there is to know of a bundle.
struct BundleInspection {
  /// A threshold, or why there is none.
  struct Threshold {
    let falseAlarmRate: Double
    let value: Result<Double, CalibrationError>
  }

  /// The folder.
  let bundle: String

  /// The model, without its calibration.
  let model: LoadedModel

  /// The calibration and the factors it names; nil without one, or with a fault.
  let calibrated: LoadedCalibration?

  /// Why the calibration or its factors cannot be loaded.
  let chainFault: BundleError?

  /// Why rosed refuses what can be loaded: `DetectorError` or `Canary.Failure`.
  let scoringFault: (any Error)?

  /// What is wrong with the bundle, if anything is.
  var fault: (any Error)? { chainFault ?? scoringFault }

  /// Reads and checks every file, and scores the canary frames.
  ///
  /// - Throws: `BundleError` if not even the model can be loaded.
  init(_ bundle: String) throws(BundleError) {
    self.bundle = bundle
    model = try ModelBundle.loadModel(at: bundle)
    do {
      calibrated = try ModelBundle.loadFactorsAndCalibration(
        at: bundle, weightsDigest: model.weightsDigest, architecture: model.model.architecture)
      chainFault = nil
    } catch .noCalibration {
      calibrated = nil
      chainFault = nil
    } catch {
      calibrated = nil
      chainFault = error
    }
    scoringFault = calibrated.flatMap { [model] in Self.scoringFault(of: model, $0) }
  }

  /// Scores the canary frames as rosed does before it takes a calibration into use.
  private static func scoringFault(
    of model: LoadedModel, _ calibrated: LoadedCalibration
  ) -> (any Error)? {
    do {
      try Canary.check(
        Detector(
          model: model.model, factors: calibrated.factors, calibration: calibrated.calibration))
      return nil
    } catch { return error }
  }

  /// The number of the model's values.
  var parameterCount: Int {
    model.model.weights.values.reduce(0) { $0 + $1.scalars.count }
  }

  /// The frames that training held out, as an argument.
  var heldOut: String? {
    guard let split = DataSplit(model.description.training) else { return nil }
    switch split.heldOut {
    case .range(let range): return split.source.restricted(to: range).description
    case .indices(let indices): return "\(indices.count.counted("frame")) of \(split.source)"
    case nil: return nil
    }
  }

  /// The thresholds at the calibration's false-alarm rate, 1 % and 0.1 %.
  func thresholds(of calibration: Calibration) -> [Threshold] {
    var rates = [calibration.falseAlarmRate]
    rates += [0.01, 0.001].filter { $0 != calibration.falseAlarmRate }
    return rates.map { rate in
      Threshold(
        falseAlarmRate: rate,
        value: Result { () throws(CalibrationError) in
          try calibration.withFalseAlarmRate(rate).threshold
        })
    }
  }

  /// The size of a file of the bundle in bytes; 0 if it is not there.
  func size(of name: String) -> Int {
    var status = stat()
    guard unsafe stat("\(bundle)/\(name)", &status) == 0 else { return 0 }
    return Int(status.st_size)
  }
}
