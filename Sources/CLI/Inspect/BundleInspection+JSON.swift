internal import Core
internal import Storage

extension BundleInspection {
  /// The inspection for programs.
  var json: JSONText {
    let architecture = model.description.architecture
    return .object([
      "bundle": .string(bundle),
      "model": .object([
        "kind": .string(model.description.kind), "channels": .integer(architecture.channels),
        "features": .integer(architecture.features), "latent": .integer(architecture.latent),
        "values": .integer(parameterCount), "weights_sha256": .string(model.weightsDigest),
        "weights_bytes": .integer(size(of: "weights.safetensors")),
      ]),
      "training": training,
      "factors": calibrated.map(factors) ?? .null,
      "calibration": calibrated.map { calibration($0.calibration) } ?? .null,
      "fault": fault.map { .string("\($0)") } ?? .null,
    ])
  }

  private var training: JSONText {
    guard let record = model.description.training else { return .null }
    return .object([
      "data": .string(record.data), "frames": .integer(record.frames),
      "epochs": .integer(record.epochs), "seed": .unsigned(record.seed),
      "date": .string(record.date), "final_loss": .number(record.finalLoss),
      "held_out": heldOut.map { .string($0) } ?? .null,
      "perturbation": record.perturbation.map { .string("\($0)") } ?? .null,
      "commands": .array(record.commands.map { .string($0) }),
    ])
  }

  private func factors(_ calibrated: LoadedCalibration) -> JSONText {
    let factors = calibrated.factors
    return .object([
      "file": .string(calibrated.factorsReference.file),
      "sha256": .string(calibrated.factorsDigest),
      "bytes": .integer(size(of: calibrated.factorsReference.file)),
      "curvature": .string(factors.curvature.rawValue), "damping": .number(factors.damping),
      "frames": .integer(factors.frames), "seed": .unsigned(factors.seed),
      "layers": .array(factors.layers.map { .string($0.name) }),
      "layer_mean": .numbers(factors.layerMean),
      "layer_standard_deviation": .numbers(factors.layerStandardDeviation),
    ])
  }

  private func calibration(_ calibration: Calibration) -> JSONText {
    .object([
      "score": .string(calibration.score.rawValue),
      "frames": .integer(calibration.sortedScores.count), "seed": .unsigned(calibration.seed),
      "standardisation": .string(calibration.standardisation.rawValue),
      "norm": .number(calibration.norm), "bias": .number(calibration.bias),
      "false_alarm_rate": .number(calibration.falseAlarmRate),
      "threshold": .number(calibration.threshold),
      "thresholds": .array(
        thresholds(of: calibration).map { threshold in
          .object([
            "false_alarm_rate": .number(threshold.falseAlarmRate),
            "threshold": (try? threshold.value.get()).map { .number($0) } ?? .null,
          ])
        }),
    ])
  }
}
