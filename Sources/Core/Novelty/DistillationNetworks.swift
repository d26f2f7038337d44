/// The networks of random network distillation: all have the encoder's shape and one head.
///
/// - The **targets** are not normalised. Normalisation would need the statistics of some frames, and
///   a target that knew them would not be the same function for every training set. Instead their
///   weights keep the size of values from layer to layer: N(0, 2/n) before a ReLU and N(0, 1/n) at
///   the head, n the values in a patch (He, Zhang, Ren and Sun 2015), biases 0.
/// - The **predictor** is normalised like the encoder of the model, and begins as it does: weights
///   N(0, .02²), scales N(1, .02²). In training normalisation uses the statistics of frames and
///   perturbed versions together, in scoring their running mean.
struct DistillationNetworks {
  /// What the random streams are for.
  private enum Stream: UInt64 {
    case target = 21
    case predictor
  }

  private static let head = "encoder.head"

  /// The node of the predictor that holds the target's outputs.
  static let lossNode = "distance"

  /// The shape of the frames.
  let shape: ImageShape

  /// Sizes and seed.
  let options: DistillationOptions

  /// Returns target g_i; they differ in their weights.
  func target(_ index: Int) -> FrozenNetwork {
    var network = Network(inputShape: shape)
    let trunk = network.addEncoder(features: options.features, isNormalised: false)
    _ = network.addHead(Self.head, outputs: options.outputs, trunk)
    let parameters = network.randomParameters(
      seed: options.seed, stream: Stream.target.rawValue, UInt64(index)
    ) { tensor in
      let gain = tensor.name.hasPrefix(Self.head) ? 1.0 : 2.0
      return (gain / Double(tensor.count / tensor.shape[0])).squareRoot()
    }
    return FrozenNetwork(network, parameters: parameters)
  }

  /// Returns the graph of the predictor, whose loss is its squared distance from a target, and its
  /// tensors as they begin.
  func predictor() -> (network: Network, parameters: FloatBlock) {
    var network = Network(inputShape: shape)
    let trunk = network.addEncoder(features: options.features)
    let output = network.addHead(Self.head, outputs: options.outputs, trunk)
    network.add(Self.lossNode, SquaredError(shape: network.valueShapes[output]), output)
    let parameters = network.randomParameters(
      seed: options.seed, stream: Stream.predictor.rawValue
    ) { _ in 0.02 }
    return (network, parameters)
  }
}
