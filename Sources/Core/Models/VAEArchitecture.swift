/// The sizes that determine a variational autoencoder of the paper (section 5 of its appendix):
/// a DCGAN encoder and decoder over 32×32 images with a 256-way categorical likelihood a value.
public struct VAEArchitecture: Equatable, Codable, Sendable {
  /// The image channels: 1 or 3.
  public let channels: Int

  /// The channels of the first convolution; the next have twice and four times as many.
  public let features: Int

  /// The size of the latent vector.
  public let latent: Int

  /// Creates an architecture.
  public init(channels: Int, features: Int, latent: Int) {
    self.channels = channels
    self.features = features
    self.latent = latent
  }

  /// The shape of the images the network reads: 32×32 with its channels.
  public var inputShape: ImageShape { ImageShape(height: 32, width: 32, channels: channels) }

  /// The layers whose gradients make the score, in the order of every array "per layer".
  public static let scoredLayers = [
    "encoder.conv1", "encoder.conv2", "encoder.conv3", "encoder.mean", "encoder.logvar",
  ]

  /// The layers of the encoder that have tensors, in the order they run.
  static let encoderLayers = [
    "encoder.conv1", "encoder.norm1", "encoder.conv2", "encoder.norm2", "encoder.conv3",
    "encoder.norm3", "encoder.mean", "encoder.logvar",
  ]

  /// Name and shape of every tensor of the network, in file (PyTorch) order: convolutions
  /// `[out, in, kh, kw]`, transposed convolutions `[in, out, kh, kw]`.
  public var tensorShapes: [(name: String, shape: [Int])] {
    let f = features
    func norm(_ name: String, _ channels: Int) -> [(name: String, shape: [Int])] {
      ["weight", "bias", "running_mean", "running_var"].map { ("\(name).\($0)", [channels]) }
    }
    var shapes: [(name: String, shape: [Int])] = []
    for (index, sizes) in [(channels, f), (f, 2 * f), (2 * f, 4 * f)].enumerated() {
      shapes.append(("encoder.conv\(index + 1).weight", [sizes.1, sizes.0, 4, 4]))
      shapes += norm("encoder.norm\(index + 1)", sizes.1)
    }
    for head in ["encoder.mean", "encoder.logvar"] {
      shapes.append(("\(head).weight", [latent, 4 * f, 4, 4]))
      shapes.append(("\(head).bias", [latent]))
    }
    for (index, sizes) in [(latent, 4 * f), (4 * f, 2 * f), (2 * f, f)].enumerated() {
      shapes.append(("decoder.conv\(index + 1).weight", [sizes.0, sizes.1, 4, 4]))
      shapes += norm("decoder.norm\(index + 1)", sizes.1)
    }
    shapes.append(("decoder.conv4.weight", [f, 256 * channels, 4, 4]))
    return shapes
  }
}
