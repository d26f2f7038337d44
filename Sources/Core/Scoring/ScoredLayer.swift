/// A layer whose gradient takes part in the score: its sizes and where its parts lie.
struct ScoredLayer: Sendable {
  /// The name, as in files.
  let name: String

  /// The node of the network.
  let node: Int

  /// T, the number of output positions a frame.
  let positions: Int

  /// The values of a patch, without the bias's 1.
  let patchCount: Int

  /// The rows of the gradient.
  let outputCount: Int

  /// Whether the layer has a bias, a last column of the gradient.
  let hasBias: Bool

  /// For each patch value in the engine's order its index in the order of files.
  let patchFileIndex: [Int32]

  /// The earlier scored layer that reads the same patches, so that they are rotated once.
  let sharesInputWith: Int?

  /// The columns of the gradient: a patch, and 1 for a bias.
  var inputCount: Int { patchCount + (hasBias ? 1 : 0) }

  /// The elements of the gradient.
  var count: Int { outputCount * inputCount }

  /// The file index of each column of the gradient in the engine's order.
  var columnFileIndex: [Int] {
    patchFileIndex.map(Int.init) + (hasBias ? [patchCount] : [])
  }
}

extension Network {
  /// The scored layers of the given names.
  ///
  /// - Precondition: Each names a convolution of the network.
  func scoredLayers(_ names: [String]) -> [ScoredLayer] {
    var layers: [ScoredLayer] = []
    for name in names {
      let index = node(named: name)
      guard let convolution = nodes[index].operation as? Convolution else {
        preconditionFailure("\(name) is no convolution")
      }
      let geometry = convolution.geometry
      let sharing = layers.firstIndex {
        nodes[$0.node].inputs == nodes[index].inputs
          && (nodes[$0.node].operation as? Convolution)?.geometry == geometry
          && $0.hasBias == convolution.hasBias
      }
      layers.append(
        ScoredLayer(
          name: name, node: index, positions: geometry.positions, patchCount: geometry.patchCount,
          outputCount: valueShapes[nodes[index].output ?? 0].channels,
          hasBias: convolution.hasBias,
          patchFileIndex: Convolution.patchFileIndex(
            channels: geometry.input.channels, kernel: geometry.kernel),
          sharesInputWith: sharing))
    }
    return layers
  }
}
