internal import Core
internal import Datasets
internal import Storage

extension BundleInspection {
  /// The inspection for people, a line a fact.
  var text: String {
    var lines = modelLines + trainingLines
    if let calibrated {
      lines += factorsLines(calibrated) + calibrationLines(calibrated.calibration)
      lines.append(("chain", "closes: calibration.json names its factors, they name the weights"))
      lines.append(
        ("canary", scoringFault.map { "refused: \($0)" } ?? "scores as when it was calibrated"))
    } else if let chainFault {
      lines.append(("chain", "does not close: \(chainFault)"))
    } else {
      lines.append(("calibration", "none: run rose fit and rose calibrate"))
    }
    return lines.map { "\($0.0.left(13))\($0.1)" }.joined(separator: "\n")
  }

  private var modelLines: [(String, String)] {
    let (sizes, shape) = (model.description.architecture, model.description.inputShape)
    var lines = [
      ("bundle", bundle),
      (
        "model",
        "\(model.description.kind), \(sizes.features) features, \(sizes.latent) latent, "
          + "\(parameterCount.counted("value")); reads \(shape.height)×\(shape.width), "
          + sizes.channels.counted("channel")
      ),
      ("weights", file("weights.safetensors", digest: model.weightsDigest)),
    ]
    if let origin = model.description.origin {
      lines.append(("imported", "from \(origin.file), sha256 \(origin.sha256)"))
    }
    return lines
  }

  private var trainingLines: [(String, String)] {
    var lines: [(String, String)] = []
    if let training = model.description.training {
      lines.append(
        (
          "training",
          "\(training.frames.counted("frame")) of \(training.data), "
            + "\(training.epochs.counted("epoch")), seed \(training.seed), "
            + "final loss \(training.finalLoss.text(digits: 2)) nats, \(training.date)"
        ))
      if let perturbation = training.perturbation {
        lines.append(("perturbed by", "\(perturbation)"))
      }
      lines.append(("held out", heldOut ?? "none"))
      lines += training.commands.map { ("", $0) }
    }
    return lines + (model.description.laterCommands ?? []).map { ("", $0) }
  }

  private func factorsLines(_ calibrated: LoadedCalibration) -> [(String, String)] {
    let (factors, reference) = (calibrated.factors, calibrated.factorsReference)
    return [
      ("factors", file(reference.file, digest: reference.sha256)),
      (
        "",
        "\(factors.curvature.rawValue), damping \(factors.damping), "
          + "\(factors.frames.counted("frame")), seed \(factors.seed)"
      ),
    ]
      + factors.layers.enumerated().map { index, layer in
        (
          index == 0 ? "layers" : "",
          "\(layer.name.left(16)) \(layer.eigenvalues.rows)×\(layer.eigenvalues.columns), score "
            + "\(factors.layerMean[index].short) ± "
            + factors.layerStandardDeviation[index].short
        )
      }
  }

  private func calibrationLines(_ calibration: Calibration) -> [(String, String)] {
    [
      (
        "calibration",
        "\(calibration.score.rawValue), \(calibration.sortedScores.count.counted("frame")), "
          + "seed \(calibration.seed), \(calibration.standardisation.rawValue) standardisation, p = "
          + "\(calibration.norm == .infinity ? "infinity" : "\(calibration.norm)"), "
          + "b = \(calibration.bias), \(calibration.canary.count.counted("canary frame"))"
      )
    ]
      + thresholds(of: calibration).enumerated().map { index, threshold in
        let rate = "at a false-alarm rate of \(threshold.falseAlarmRate)"
        switch threshold.value {
        case .success(let value):
          return (index == 0 ? "threshold" : "", "\(value.text(digits: 4)) \(rate)")
        case .failure(let error):
          return ("", "none \(rate): \(error)")
        }
      }
  }

  private func file(_ name: String, digest: String) -> String {
    "\(name), \(size(of: name).grouped) bytes, sha256 \(digest)"
  }
}
