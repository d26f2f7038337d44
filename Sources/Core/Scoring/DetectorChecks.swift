extension FisherFactors {
  /// Checks that the factors are those of the layers, with values that can be scored with.
  func check(against layers: [ScoredLayer]) throws(DetectorError) {
    guard self.layers.map(\.name) == layers.map(\.name) else {
      throw .wrongLayers(
        part: "the factors file", expected: layers.map(\.name), found: self.layers.map(\.name))
    }
    guard damping > 0, damping.isFinite else {
      throw .invalidValue(name: "damping", found: damping, expected: "a positive number")
    }
    for (part, layer) in zip(self.layers, layers) { try part.check(against: layer, curvature) }
    for (part, layer) in zip(self.layers, layers) {
      guard let shared = layer.sharesInputWith else { continue }
      guard part.inputEigenvectors == self.layers[shared].inputEigenvectors else {
        throw .differentInputEigenvectors(layer: layer.name, other: layers[shared].name)
      }
    }
    try checkStatistics(
      layers, mean: layerMean, standardDeviation: layerStandardDeviation, of: "the factors file")
  }
}

extension FisherFactors.Layer {
  fileprivate func check(
    against layer: ScoredLayer, _ curvature: FisherFactors.Curvature
  ) throws(DetectorError) {
    var matrices: [(String, Matrix?, Int, Int)] = [
      ("eigenvalues", eigenvalues, layer.outputCount, layer.inputCount)
    ]
    if curvature == .ekfac {
      matrices += [
        ("input eigenvectors", inputEigenvectors, layer.inputCount, layer.inputCount),
        ("gradient eigenvectors", gradientEigenvectors, layer.outputCount, layer.outputCount),
      ]
    }
    for (factor, matrix, rows, columns) in matrices {
      guard let matrix, (matrix.rows, matrix.columns) == (rows, columns) else {
        throw .wrongShape(
          layer: name, factor: factor, expected: [rows, columns],
          found: matrix.map { [$0.rows, $0.columns] } ?? [])
      }
      let isEigenvalues = factor == "eigenvalues"
      if let bad = matrix.scalars.first(where: { !$0.isFinite || (isEigenvalues && $0 < 0) }) {
        throw .invalidValue(
          name: "an element of the \(factor) of layer '\(name)'", found: Double(bad),
          expected: isEigenvalues ? "a finite number of at least 0" : "a finite number")
      }
    }
  }
}

extension Calibration {
  /// Checks that the calibration is one of the layers, with values that can be scored with.
  func check(against layers: [ScoredLayer]) throws(DetectorError) {
    guard layerNames == layers.map(\.name) else {
      throw .wrongLayers(
        part: "the calibration", expected: layers.map(\.name), found: layerNames)
    }
    guard norm >= 1 else {
      throw .invalidValue(name: "norm", found: norm, expected: "at least 1, or infinity")
    }
    guard bias.isFinite else {
      throw .invalidValue(name: "bias", found: bias, expected: "a finite number")
    }
    try checkStatistics(
      layers, mean: layerMean, standardDeviation: layerStandardDeviation, of: "the calibration")
  }
}

private func checkStatistics(
  _ layers: [ScoredLayer], mean: [Double], standardDeviation: [Double], of part: String
) throws(DetectorError) {
  for (name, values) in [("mean", mean), ("standard deviation", standardDeviation)] {
    guard values.count == layers.count else {
      throw .invalidValue(
        name: "the number of layers with a \(name) in \(part)", found: Double(values.count),
        expected: "\(layers.count)")
    }
    let isPositive = name != "mean"
    for (layer, value) in zip(layers, values)
    where !value.isFinite || (isPositive && value <= 0) {
      throw .invalidValue(
        name: "the \(name) of the scores of layer '\(layer.name)' in \(part)", found: value,
        expected: isPositive ? "a positive number" : "a finite number")
    }
  }
}
