/// A model as the engine runs it: its graph, its tensors and the operands packed from them.
///
/// Immutable and shared by all workers and all generations of factors.
final class CompiledModel: Sendable {
  /// The model it was made from.
  let model: VAE

  /// The graph.
  let network: Network

  /// The tensors in the engine's order; never written after `init`.
  let parameters: FloatBlock

  /// The right operands of its products; never written after `init`.
  let operands: PackedOperands

  /// The scored layers.
  let layers: [ScoredLayer]

  /// Compiles a model; `layers` are those to score, some of the model's in their order.
  init(_ model: VAE, layers names: [String] = VAEArchitecture.scoredLayers) {
    self.model = model
    network = model.architecture.makeNetwork()
    parameters = model.packedParameters(network)
    operands = PackedOperands(network, parameters: parameters)
    layers = network.scoredLayers(names)
  }
}
