internal import Core
internal import Storage

/// Makes generations of what lies in the bundle, each proved by its canary.
enum GenerationLoader {
  /// Loads the whole bundle that a configuration names, and makes sure that its calibration can state
  /// every threshold of the configuration: the first generation.
  static func loadFirst(_ configuration: Configuration) throws(LoadError) -> Generation {
    let generation = try loadFirst(
      bundle: configuration.model.bundle, falseAlarmRate: configuration.detector.falseAlarmRate)
    try configuration.alertPolicy.check(
      against: generation.detector.calibration, sourceNames: configuration.sources.map(\.name))
    return generation
  }

  /// Loads the whole bundle.
  static func loadFirst(
    bundle path: String, falseAlarmRate: Double?
  ) throws(LoadError) -> Generation {
    let bundle: LoadedBundle
    do { bundle = try ModelBundle.load(at: path) } catch { throw .bundle(error) }
    let channels = bundle.model.architecture.channels
    guard channels == 1 || channels == 3 else { throw .channels(channels) }
    let calibration = try adjust(bundle.calibration, falseAlarmRate: falseAlarmRate)
    let detector: Detector
    do {
      detector = try Detector(
        model: bundle.model, factors: bundle.factors, calibration: calibration)
    } catch { throw .detector(error) }
    try prove(detector)
    return Generation(
      number: 1, detector: detector, weightsDigest: bundle.weightsDigest,
      factorsDigest: bundle.factorsDigest)
  }

  /// Loads the calibration and the factors it names, for the weights already in use.
  static func loadNext(
    after current: Generation, bundle path: String, falseAlarmRate: Double?
  ) throws(LoadError) -> Generation {
    let loaded: LoadedCalibration
    do {
      loaded = try ModelBundle.loadFactorsAndCalibration(
        at: path, weightsDigest: current.weightsDigest,
        architecture: current.detector.model.architecture)
    } catch { throw .bundle(error) }
    let calibration = try adjust(loaded.calibration, falseAlarmRate: falseAlarmRate)
    let detector: Detector
    do {
      detector = try current.detector.with(factors: loaded.factors, calibration: calibration)
    } catch { throw .detector(error) }
    try prove(detector)
    return Generation(
      number: current.number + 1, detector: detector, weightsDigest: current.weightsDigest,
      factorsDigest: loaded.factorsDigest)
  }

  private static func adjust(
    _ calibration: Calibration, falseAlarmRate: Double?
  ) throws(LoadError) -> Calibration {
    guard let falseAlarmRate else { return calibration }
    do { return try calibration.withFalseAlarmRate(falseAlarmRate) } catch {
      throw .calibration(error)
    }
  }

  private static func prove(_ detector: Detector) throws(LoadError) {
    do { try Canary.check(detector) } catch { throw .canary(error) }
  }
}
