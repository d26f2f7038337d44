internal import Core

/// Factors as the tensors and strings of a `fisher-….safetensors`.
struct FactorsDocument {
  static let weightsKey = "weights_sha256"

  let content: Safetensors

  /// Where it was read from, for messages.
  let file: String

  static func content(of factors: FisherFactors, weightsDigest: String) -> Safetensors {
    let layers = factors.layers
    var tensors: [String: StoredTensor] = [
      "layer_mean": .float64(Tensor(shape: [layers.count], scalars: factors.layerMean)),
      "layer_standard_deviation": .float64(
        Tensor(shape: [layers.count], scalars: factors.layerStandardDeviation)),
    ]
    func store(_ matrix: Matrix?, as name: String) {
      guard let matrix else { return }
      tensors[name] = .float32(
        Tensor(shape: [matrix.rows, matrix.columns], scalars: matrix.scalars))
    }
    for layer in layers {
      let spectrum = factors.curvature == .diagonal ? "diagonal" : "eigenvalues"
      store(layer.eigenvalues, as: "\(layer.name).\(spectrum)")
      store(layer.gradientEigenvectors, as: "\(layer.name).gradient_eigenvectors")
      guard sharedInput(of: layer.name, among: layers.map(\.name)) == nil else { continue }
      store(layer.inputEigenvectors, as: "\(layer.name).input_eigenvectors")
    }
    return Safetensors(
      tensors: tensors,
      metadata: [
        "curvature": factors.curvature.rawValue,
        "damping": "\(factors.damping)",
        "scored_layers": layers.map(\.name).joined(separator: ","),
        "frames": "\(factors.frames)",
        "seed": "\(factors.seed)",
        weightsKey: weightsDigest,
      ])
  }

  /// The layer whose input eigenvectors another uses, because both read the same input.
  private static func sharedInput(of layer: String, among layers: [String]) -> String? {
    layer == "encoder.logvar" && layers.contains("encoder.mean") ? "encoder.mean" : nil
  }

  /// Checks everything and makes the factors.
  func factors(
    weightsDigest: String, architecture: VAEArchitecture
  ) throws(BundleError) -> FisherFactors {
    let digest = try string(Self.weightsKey)
    guard digest == weightsDigest else {
      throw .otherWeights(file: file, expected: digest, found: weightsDigest)
    }
    guard let curvature = FisherFactors.Curvature(rawValue: try string("curvature")) else {
      throw invalid("curvature", expected: "'ekfac' or 'diagonal'", found: try string("curvature"))
    }
    let damping = try number("damping", Double.self)
    guard damping.isFinite, damping > 0 else {
      throw invalid("damping", expected: "a positive number", found: "\(damping)")
    }
    let names = try layerNames()
    var layers: [FisherFactors.Layer] = []
    for name in names {
      let shared = Self.sharedInput(of: name, among: names)
        .flatMap { shared in layers.first { $0.name == shared }?.inputEigenvectors }
      layers.append(
        try layer(name, curvature: curvature, sharedInput: shared, architecture: architecture))
    }
    return FisherFactors(
      curvature: curvature, damping: damping, layers: layers,
      layerMean: try statistics("layer_mean", count: names.count) { $0.isFinite },
      layerStandardDeviation: try statistics("layer_standard_deviation", count: names.count) {
        $0.isFinite && $0 >= 0
      },
      frames: try number("frames", Int.self), seed: try number("seed", UInt64.self))
  }

  private func layer(
    _ name: String, curvature: FisherFactors.Curvature, sharedInput: Matrix?,
    architecture: VAEArchitecture
  ) throws(BundleError) -> FisherFactors.Layer {
    let (outputs, inputs) = Self.size(of: name, in: architecture)
    if curvature == .diagonal {
      let diagonal = try matrix("\(name).diagonal", outputs, inputs) { $0.isFinite && $0 >= 0 }
      return FisherFactors.Layer(
        name: name, inputEigenvectors: nil, gradientEigenvectors: nil, eigenvalues: diagonal)
    }
    // Not `??`: its autoclosure forgets the type of the error.
    let inputEigenvectors: Matrix
    if let sharedInput {
      inputEigenvectors = sharedInput
    } else {
      inputEigenvectors = try matrix("\(name).input_eigenvectors", inputs, inputs) { $0.isFinite }
    }
    return FisherFactors.Layer(
      name: name, inputEigenvectors: inputEigenvectors,
      gradientEigenvectors: try matrix("\(name).gradient_eigenvectors", outputs, outputs) {
        $0.isFinite
      },
      eigenvalues: try matrix("\(name).eigenvalues", outputs, inputs) { $0.isFinite && $0 >= 0 })
  }

  /// The rows and columns of a layer's weight matrix, with a last column for a bias.
  private static func size(
    of layer: String, in architecture: VAEArchitecture
  ) -> (outputs: Int, inputs: Int) {
    var outputs = 0
    var inputs = 0
    for (name, shape) in architecture.tensorShapes {
      if name == "\(layer).weight" {
        outputs = shape[0]
        inputs += shape[1...].reduce(1, *)
      } else if name == "\(layer).bias" {
        inputs += 1
      }
    }
    return (outputs, inputs)
  }

  private func layerNames() throws(BundleError) -> [String] {
    let names = try string("scored_layers").split(separator: ",").map(String.init)
    let known = VAEArchitecture.scoredLayers.filter(names.contains)
    guard !names.isEmpty, names == known else {
      throw invalid(
        "scored_layers", expected: "some of \(VAEArchitecture.scoredLayers), in that order",
        found: "\(names)")
    }
    return names
  }

  private func matrix(
    _ name: String, _ rows: Int, _ columns: Int, isValid: (Float) -> Bool
  ) throws(BundleError) -> Matrix {
    let tensor: Tensor<Float>
    do {
      tensor = try content.float32(name, shape: [rows, columns])
    } catch {
      throw .tensors(file: file, error)
    }
    if let index = tensor.scalars.firstIndex(where: { !isValid($0) }) {
      throw invalidElement(name, index: index, found: "\(tensor.scalars[index])")
    }
    return Matrix(rows: rows, columns: columns, scalars: tensor.scalars)
  }

  private func statistics(
    _ name: String, count: Int, isValid: (Double) -> Bool
  ) throws(BundleError) -> [Double] {
    let values: [Double]
    do {
      values = try content.float64(name, shape: [count]).scalars
    } catch {
      throw .tensors(file: file, error)
    }
    if let index = values.firstIndex(where: { !isValid($0) }) {
      throw invalidElement(name, index: index, found: "\(values[index])")
    }
    return values
  }

  private func string(_ key: String) throws(BundleError) -> String {
    guard let string = content.metadata[key] else {
      throw invalid(key, expected: "a string in the file's metadata", found: "missing")
    }
    return string
  }

  private func number<Number: LosslessStringConvertible>(
    _ key: String, _ type: Number.Type
  ) throws(BundleError) -> Number {
    let string = try string(key)
    guard let number = Number(string) else {
      throw invalid(key, expected: "a number", found: "'\(string)'")
    }
    return number
  }

  private func invalid(_ name: String, expected: String, found: String) -> BundleError {
    .value(file: file, name: name, expected: expected, found: found)
  }

  private func invalidElement(_ name: String, index: Int, found: String) -> BundleError {
    invalid(
      "element \(index) of tensor '\(name)'", expected: "a finite number that the factor can hold",
      found: found)
  }
}
