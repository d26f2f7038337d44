extension FisherFactors {
  /// A stage of fitting, for progress.
  public enum Stage: String, Sendable {
    /// Sums of input and gradient factors.
    case factors
    /// Their eigenvectors.
    case eigenvectors
    /// Eigenvalues in the eigenbasis.
    case eigenvalues
    /// Mean and standard deviation of the layer scores.
    case statistics
  }

  /// Is told the stage and how many of how many units (frames, layers) of it are done.
  public typealias Progress = @Sendable (_ stage: Stage, _ done: Int, _ total: Int) -> Void

  /// Fits the curvature of a model's scored layers to normal frames.
  ///
  /// Pass 1 sums A = Σ a aᵀ and B = Σ g gᵀ in double precision and takes their eigenvectors; pass 2
  /// averages Λ = E[(U_Bᵀ G U_A)²] in that basis (George et al. 2018, equation 8); pass 3 takes
  /// mean and standard deviation of the layer scores over the same frames. The Fisher information
  /// is the empirical one: gradients of the loss at the data.
  ///
  /// Sums are kept by fixed blocks of 500 frames and merged in order, so the result does not depend
  /// on the number of workers.
  ///
  /// - Throws: `FisherError`.
  /// - Complexity: Three passes over the frames, and O(in³ + out³) a layer.
  public static func fit(
    _ model: VAE, frames: ImageSet, options: FitOptions = FitOptions(),
    progress: @escaping Progress = { _, _, _ in }
  ) throws(FisherError) -> FisherFactors {
    guard frames.shape == model.architecture.inputShape else {
      throw .wrongFrameShape(expected: model.architecture.inputShape, found: frames.shape)
    }
    guard frames.count >= 2 else { throw .tooFewFrames(needed: 2, found: frames.count) }
    guard options.damping > 0, options.damping.isFinite else {
      throw .invalidDamping(options.damping)
    }
    let compiled = CompiledModel(model, layers: try scoredLayers(options.layers))
    let blocks = FrameBlocks(compiled, frames: frames, workers: options.workers)

    var eigenvectors: [(input: Matrix, gradient: Matrix)?] = compiled.layers.map { _ in nil }
    if options.curvature == .ekfac {
      eigenvectors = try fitEigenvectors(blocks, progress)
    }
    let eigenvalues = try fitEigenvalues(blocks, eigenvectors, progress)
    var layers: [Layer] = []
    for (index, layer) in compiled.layers.enumerated() {
      layers.append(
        Layer(
          name: layer.name, inputEigenvectors: eigenvectors[index]?.input,
          gradientEigenvectors: eigenvectors[index]?.gradient, eigenvalues: eigenvalues[index]))
    }
    let unit = [Double](repeating: 1, count: layers.count)
    let unstandardised = FisherFactors(
      curvature: options.curvature, damping: options.damping, layers: layers, layerMean: unit,
      layerStandardDeviation: unit, frames: frames.count, seed: options.seed)
    let statistics = try layerStatistics(blocks, unstandardised, progress)
    return FisherFactors(
      curvature: options.curvature, damping: options.damping, layers: layers,
      layerMean: statistics.mean, layerStandardDeviation: statistics.standardDeviation,
      frames: frames.count, seed: options.seed)
  }

  /// The layers to score, in the order of the model.
  private static func scoredLayers(_ names: [String]?) throws(FisherError) -> [String] {
    let known = VAEArchitecture.scoredLayers
    guard let names else { return known }
    guard !names.isEmpty, names.allSatisfy(known.contains) else {
      throw .unknownLayers(names, known: known)
    }
    return known.filter(names.contains)
  }

  private static func fitEigenvectors(
    _ blocks: FrameBlocks, _ progress: Progress
  ) throws(FisherError) -> [(input: Matrix, gradient: Matrix)?] {
    let layers = blocks.compiled.layers
    var total: FactorSums?
    blocks.forEachBlock(
      sum: { block in FactorSums(blocks, block: block) },
      merge: { sums, done in
        if total == nil { total = sums } else { total?.add(sums) }
        progress(.factors, done, blocks.frames.count)
      })
    guard let total else { return [] }
    var vectors: [(input: Matrix, gradient: Matrix)?] = []
    for (index, layer) in layers.enumerated() {
      let input: Matrix
      if let shared = layer.sharesInputWith, let earlier = vectors[shared] {
        input = earlier.input
      } else {
        input = try eigenvectors(total.inputs[index], layer, "input", layer.inputCount)
      }
      let gradient = try eigenvectors(total.gradients[index], layer, "gradient", layer.outputCount)
      vectors.append(
        (Self.inFileOrder(input, layer, isShared: layer.sharesInputWith != nil), gradient))
      progress(.eigenvectors, index + 1, layers.count)
    }
    return vectors
  }

  /// Puts the rows of U_A into the order of files.
  private static func inFileOrder(_ vectors: Matrix, _ layer: ScoredLayer, isShared: Bool) -> Matrix
  {
    guard !isShared else { return vectors }
    var ordered = vectors
    for (row, target) in layer.columnFileIndex.enumerated() {
      for column in 0..<vectors.columns { ordered[target, column] = vectors[row, column] }
    }
    return ordered
  }

  private static func eigenvectors(
    _ sum: [Double], _ layer: ScoredLayer, _ factor: String, _ size: Int
  ) throws(FisherError) -> Matrix {
    guard sum.allSatisfy(\.isFinite) else { throw .nonFinite(layer: layer.name) }
    switch symmetricEigenvectors(sum, size: size) {
    case .success(let (vectors, _)):
      return Matrix(rows: size, columns: size, scalars: vectors.map(Float.init))
    case .failure(let failure):
      throw .eigendecompositionFailed(layer: layer.name, factor: factor, code: failure.code)
    }
  }

  private static func fitEigenvalues(
    _ blocks: FrameBlocks, _ eigenvectors: [(input: Matrix, gradient: Matrix)?],
    _ progress: Progress
  ) throws(FisherError) -> [Matrix] {
    let layers = blocks.compiled.layers
    let rotations = zip(layers, eigenvectors).map { layer, vectors in
      LayerRotation(
        layer: layer,
        basis: vectors.map {
          LayerBasis(layer, inputEigenvectors: $0.input, gradientEigenvectors: $0.gradient)
        } ?? .identity)
    }
    var total: [[Double]] = layers.map { [Double](repeating: 0, count: $0.count) }
    blocks.forEachBlock(
      sum: { block in SquareSums(blocks, block: block, rotations: rotations).sums },
      merge: { sums, done in
        for index in total.indices {
          for i in total[index].indices { total[index][i] += sums[index][i] }
        }
        progress(.eigenvalues, done, blocks.frames.count)
      })
    var eigenvalues: [Matrix] = []
    for (index, layer) in layers.enumerated() {
      guard total[index].allSatisfy(\.isFinite) else { throw .nonFinite(layer: layer.name) }
      let means = total[index].map { Float($0 / Double(blocks.frames.count)) }
      // Without a basis the columns are patch values: back to the order of files.
      eigenvalues.append(
        Matrix(
          rows: layer.outputCount, columns: layer.inputCount,
          scalars: eigenvectors[index] == nil ? columnsInFileOrder(means, layer) : means))
    }
    return eigenvalues
  }

  private static func columnsInFileOrder(_ scalars: [Float], _ layer: ScoredLayer) -> [Float] {
    var ordered = scalars
    let columns = layer.columnFileIndex
    for row in 0..<layer.outputCount {
      for (column, target) in columns.enumerated() {
        ordered[row * layer.inputCount + target] = scalars[row * layer.inputCount + column]
      }
    }
    return ordered
  }

  private static func layerStatistics(
    _ blocks: FrameBlocks, _ factors: FisherFactors, _ progress: Progress
  ) throws(FisherError) -> (mean: [Double], standardDeviation: [Double]) {
    let layers = blocks.compiled.layers
    let scorer = LayerScorer(layers, factors: factors)
    var scores: [Double] = []
    blocks.forEachBlock(
      sum: { block in blocks.layerScores(block, scorer) },
      merge: { block, done in
        scores += block
        progress(.statistics, done, blocks.frames.count)
      })
    var statistics: (mean: [Double], standardDeviation: [Double]) = ([], [])
    for (index, layer) in layers.enumerated() {
      let own = stride(from: index, to: scores.count, by: layers.count).map { scores[$0] }
      let mean = own.reduce(0, +) / Double(own.count)
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
      guard variance.isFinite else { throw .nonFinite(layer: layer.name) }
      guard variance > 0 else { throw .constantLayerScore(layer: layer.name, score: mean) }
      statistics.mean.append(mean)
      statistics.standardDeviation.append(variance.squareRoot())
    }
    return statistics
  }
}
