import Core

/// A detector of a given size whose weights and factors are random numbers.
enum RandomDetector {
  static func make(_ architecture: VAEArchitecture) throws -> Detector {
    let model = try VAE.initialised(architecture, seed: 0)
    var generator = SeededGenerator(seed: 0)
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(
        rows: rows, columns: columns,
        scalars: (0..<rows * columns).map { _ in Float.random(in: 0..<1, using: &generator) })
    }
    var headInput: Matrix?
    let layers = VAEArchitecture.scoredLayers.map { name in
      let shape = model.weights["\(name).weight"]?.shape ?? []
      let bias = model.weights["\(name).bias"] == nil ? 0 : 1
      let columns = shape.dropFirst().reduce(1, *) + bias
      let input = bias == 1 ? headInput ?? matrix(columns, columns) : matrix(columns, columns)
      if bias == 1 { headInput = input }
      return FisherFactors.Layer(
        name: name, inputEigenvectors: input, gradientEigenvectors: matrix(shape[0], shape[0]),
        eigenvalues: matrix(shape[0], columns))
    }
    let unit = [Double](repeating: 1, count: layers.count)
    let factors = FisherFactors(
      curvature: .ekfac, damping: 1e-3, layers: layers, layerMean: unit,
      layerStandardDeviation: unit, frames: 1, seed: 0)
    let calibration = try Calibration(
      standardisation: .paper, layerNames: VAEArchitecture.scoredLayers, layerMean: unit,
      layerStandardDeviation: unit, norm: .infinity, bias: 0, combination: nil, sortedScores: [0],
      falseAlarmRate: 0.5, seed: 0, canary: [])
    return try Detector(model: model, factors: factors, calibration: calibration)
  }
}
