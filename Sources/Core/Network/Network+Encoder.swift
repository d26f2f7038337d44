extension Network {
  /// Adds the trunk of the encoder to the image: three convolutions (4×4, stride 2, padding 1) of
  /// f, 2f and 4f channels, `encoder.conv1` to `3`, each with a ReLU.
  ///
  /// - Parameters:
  ///   - features: f.
  ///   - isNormalised: Whether each is normalised before its ReLU, `encoder.norm1` to `3`.
  /// - Returns: The last value, 4f channels on an eighth of the image's side.
  mutating func addEncoder(features: Int, isNormalised: Bool = true) -> Int {
    var value = 0
    for (index, channels) in [features, 2 * features, 4 * features].enumerated() {
      let name = "encoder.conv\(index + 1)"
      let convolution = Convolution(
        name: name, input: valueShapes[value], outputChannels: channels, kernel: 4, stride: 2,
        padding: 1, hasBias: false)
      value = add(name, convolution, value)
      if isNormalised {
        value = addNormalised(value, "encoder.norm\(index + 1)")
      } else {
        value = add("\(name).relu", RectifiedLinear(shape: valueShapes[value]), value)
      }
    }
    return value
  }

  /// Adds normalisation and a ReLU, and returns the value they write.
  mutating func addNormalised(_ value: Int, _ name: String) -> Int {
    let shape = valueShapes[value]
    let norm = add(name, BatchNormalization(name: name, shape: shape), value)
    return add("\(name).relu", RectifiedLinear(shape: shape), norm)
  }

  /// Adds a head, a convolution with bias over the whole of a square value, and returns the value
  /// it writes, `outputs` channels.
  mutating func addHead(_ name: String, outputs: Int, _ value: Int) -> Int {
    let shape = valueShapes[value]
    let convolution = Convolution(
      name: name, input: shape, outputChannels: outputs, kernel: shape.height, stride: 1,
      padding: 0, hasBias: true)
    return add(name, convolution, value)
  }
}
