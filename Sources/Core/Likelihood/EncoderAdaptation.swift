/// A model whose encoder one worker fits to one frame after another.
///
/// Tensors and packed operands of the encoder are its own; the decoder's operands are the model's,
/// shared by all workers.
final class EncoderAdaptation {
  /// The tensors as they are now.
  let parameters: FloatBlock

  /// The operands as they are now.
  let operands: PackedOperands

  private let compiled: CompiledModel
  private let options: RegretOptions
  private let executor: Executor
  private let adam: Adam
  private let latentNode: Int

  /// Makes the buffers, the encoder being the model's.
  init(_ compiled: CompiledModel, options: RegretOptions) {
    self.compiled = compiled
    self.options = options
    let network = compiled.network
    let layers = VAEArchitecture.encoderLayers
    parameters = FloatBlock(count: compiled.parameters.count)
    operands = PackedOperands(
      sharing: compiled.operands, except: network.nodes.map { layers.contains($0.name) })
    executor = Executor(
      plan: Plan(network, for: .adaptation(layers: layers), maximumBatch: 1),
      parameters: parameters, operands: operands)
    let tensors = Set(
      network.nodes.filter { layers.contains($0.name) }
        .flatMap { $0.operation.parameters.map(\.name) })
    adam = Adam(network.parameters, weightDecay: options.weightDecay, isParallel: false) {
      tensors.contains($0.name)
    }
    latentNode = network.node(named: VAEArchitecture.latentNode)
    reset()
  }

  /// Makes the encoder the model's again.
  func reset() {
    parameters.whole.copy(from: compiled.parameters.whole)
    operands.pack(parameters)
    adam.reset()
  }

  /// Lowers the sampled negative ELBO of one frame, from wherever the encoder is: one latent vector
  /// and one step of Adam for each row of noise.
  ///
  /// - Parameters:
  ///   - image: An image of the model's input shape.
  ///   - noise: Standard normal values, `[steps, latent]`.
  func adapt(to image: Image, noise: [Float]) {
    let latent = compiled.model.architecture.latent
    executor.begin(count: 1)
    executor.setFrame(0, image.pixels.span)
    for step in 0..<noise.count / latent {
      executor.saved(latentNode, 0..<1)
        .copy(from: Array(noise[step * latent..<(step + 1) * latent]))
      executor.run()
      adam.step(executor, rate: options.learningRate, step: step + 1)
      operands.pack(parameters)
    }
  }
}
