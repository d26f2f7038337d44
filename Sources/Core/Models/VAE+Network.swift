extension VAEArchitecture {
  /// The graph of the model: encoder, heads, latent, decoder, loss.
  ///
  /// - Parameter proposal: nil: the loss is the negative ELBO. Else it is the negative logarithm of
  ///   the importance weight of the sampled latent vector, −log p(x|z) − log p(z) + log q(z|x),
  ///   with this form of q.
  /// - Returns: The graph; its nodes have the same places, names and tensors with either loss.
  func makeNetwork(proposal: ProposalDensity? = nil) -> Network {
    var network = Network(inputShape: inputShape)
    var value = network.addEncoder(features: features)
    let heads = ["encoder.mean", "encoder.logvar"].map {
      network.addHead($0, outputs: latent, value)
    }
    let latentShape = network.valueShapes[heads[0]]
    value = network.add(
      Self.latentNode, Reparameterization(shape: latentShape), heads[0], heads[1])
    if let proposal {
      let divergence = SampledDivergence(proposal: proposal)
      network.add("divergence", divergence, heads[0], heads[1], value)
    } else {
      network.add("divergence", KullbackLeibler(), heads[0], heads[1])
    }

    let unfold = TransposedConvolution(
      unfolding: latentShape, name: "decoder.conv1", outputChannels: 4 * features, kernel: 4)
    value = network.addNormalised(network.add("decoder.conv1", unfold, value), "decoder.norm1")
    for (index, channels) in [2 * features, features].enumerated() {
      let name = "decoder.conv\(index + 2)"
      let layer = TransposedConvolution(
        doubling: network.valueShapes[value], name: name, outputChannels: channels)
      value = network.addNormalised(
        network.add(name, layer, value), "decoder.norm\(index + 2)")
    }
    network.add(
      "decoder.conv4",
      CategoricalLikelihood(
        name: "decoder.conv4", input: network.valueShapes[value], imageChannels: channels),
      value)
    return network
  }

  /// The node that holds the latent vector, and the noise it is drawn with.
  static let latentNode = "latent"
}

extension VAE {
  /// The tensors packed in the engine's order.
  func packedParameters(_ network: Network) -> FloatBlock {
    let specifications = network.parameters
    let block = FloatBlock(count: specifications.reduce(0) { $0 + $1.count })
    var start = 0
    for specification in specifications {
      guard let tensor = weights[specification.name] else {
        preconditionFailure("no tensor \(specification.name) in a checked model")
      }
      specification.pack(tensor, into: block.slab(start, specification.count))
      start += specification.count
    }
    return block
  }
}

extension Network {
  /// The tensors of a packed block, by name, in file order.
  func unpacked(_ block: FloatBlock) -> [String: Tensor<Float>] {
    var start = 0
    var tensors: [String: Tensor<Float>] = [:]
    for specification in parameters {
      tensors[specification.name] = specification.unpack(block.slab(start, specification.count))
      start += specification.count
    }
    return tensors
  }
}
