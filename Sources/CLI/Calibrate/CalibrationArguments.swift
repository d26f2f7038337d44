internal import ArgumentParser
internal import Core

/// The options of a calibration, for `calibrate` and `build`.
struct CalibrationArguments: ParsableArguments {
  @Option(help: "The rate of normal frames that may be called anomalous.")
  var falseAlarmRate = 0.01

  @Option(
    help: """
      What decides: ROSE alone as in the paper, or joined with the dispersion of the \
      reconstruction, which the first third of the held-out frames then calibrates.
      """)
  var score = Calibration.Score.roseDispersion

  @Option(
    help: """
      How layer scores are standardised: over the fit frames as in the paper, or their logarithms \
      over the first third of the held-out frames.
      """)
  var standardise = Calibration.Standardisation.paper

  @Option(help: "p of the norm that joins the layers, at least 1, or infinity.")
  var norm = Double.infinity

  @Option(help: "Added to every standardised layer score.")
  var bias = 0.0

  func validate() throws {
    guard falseAlarmRate > 0, falseAlarmRate < 1 else {
      throw ValidationError(
        "--false-alarm-rate is \(falseAlarmRate), expected a number between 0 and 1.")
    }
    guard norm >= 1 else {
      throw ValidationError("--norm is \(norm), expected at least 1, or infinity.")
    }
    guard bias.isFinite else {
      throw ValidationError("--bias is \(bias), expected a finite number.")
    }
  }

  /// The options as the engine takes them.
  func options(seed: UInt64, workers: Int) -> CalibrationOptions {
    CalibrationOptions(
      score: score, standardisation: standardise, falseAlarmRate: falseAlarmRate, norm: norm,
      bias: bias,
      seed: seed, workers: workers)
  }
}
