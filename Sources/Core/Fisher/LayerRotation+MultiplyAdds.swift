extension LayerRotation {
  /// The multiply-adds that the layer score of a frame takes: rotation and sum.
  ///
  /// - Parameter reusesInputs: Whether another layer has rotated the same inputs.
  /// - Returns: The count, from the shapes alone.
  func multiplyAdds(reusesInputs: Bool) -> Int {
    let (t, a, b) = (layer.positions, layer.inputCount, layer.outputCount)
    // gᵀa of one frame; with one position the weighted sum instead.
    let product = t * a * b
    guard basis.input != nil else { return product }
    if Self.rotatesGradient(layer) { return product + b * a * a + b * b * a }
    return product + t * ((reusesInputs ? 0 : a * a) + b * b)
  }
}
