/// The buffers one worker scores with; not shared between threads.
public final class ScoringWorkspace {
  let pass: ModelPass
  let buffers: RotationBuffers
  var layerScores: [Double]

  init(_ compiled: CompiledModel, maximumBatch: Int) {
    pass = ModelPass(compiled, maximumBatch: maximumBatch)
    buffers = RotationBuffers(compiled.layers, maximumBatch: maximumBatch)
    layerScores = [Double](repeating: 0, count: maximumBatch * compiled.layers.count)
  }

  /// The most frames a micro-batch may have.
  public var maximumBatch: Int { pass.maximumBatch }
}
