/// A way to take away from an image what a background model should not know.
///
/// A likelihood ratio compares a model with one that was trained on perturbed images (Ren et al.
/// 2019, "Likelihood Ratios for Out-of-Distribution Detection"): what both know, cancels.
/// Each channel is perturbed by itself.
public enum Perturbation: Hashable, Sendable {
  /// Each value is replaced, independently and with probability `ratio`, by one uniform over 0…255
  /// (Ren et al. 2019, algorithm 1).
  ///
  /// The replacement may be the value itself. `ratio` lies within 0…1; the default of 0.2 is that of
  /// the published code of "Robust Out-of-Distribution Detection on Deep Probabilistic Generative
  /// Models" (Choi et al. 2021), which compares with likelihood ratios.
  case random(ratio: Double = 0.2)

  /// The singular values of a channel beyond the largest `kept` are set to 0 (Choi and Chung 2020,
  /// "Novelty Detection via Blurring").
  ///
  /// The paper counts those set to 0 instead. The default is 4: a channel of 32×32 values and rank 4
  /// has 240 degrees of freedom of 1,024, about as many as the default of `dct` leaves.
  case svd(kept: Int = 4)

  /// Of the orthonormal two-dimensional DCT-II of a channel only the lowest `kept` frequencies in
  /// each direction are kept, the rest is set to 0 (the alternative to `svd` of the same paper).
  ///
  /// The default is 14: 196 of the 1,024 coefficients of a channel of 32×32 values.
  case dct(kept: Int = 14)

  /// A Gaussian blur of standard deviation `sigma`, in pixels.
  ///
  /// Separable; the weights reach ⌊4σ + ½⌋ pixels and sum to 1, and the image is mirrored about its
  /// edges, the outermost pixels repeated. The default is 1: half of the amplitude is left at the
  /// twelfth of 32 frequencies (σω = √(2 ln 2)), which is close to where the default of `dct` cuts.
  case gaussianBlur(sigma: Double = 1)

  /// Perturbs an image.
  ///
  /// What `svd`, `dct` and `gaussianBlur` make follows from the image alone, and draws nothing. An
  /// image with no more than `kept` rows or columns has no more singular values, and is returned as it
  /// is by `svd`; `dct` does so where it has neither more rows nor more columns.
  ///
  /// - Parameters:
  ///   - image: The image; it may be empty.
  ///   - generator: What `random` draws from: one number a value, one more for each replaced.
  /// - Returns: The perturbed image, rounded to the nearest whole numbers, halves upwards, and clipped
  ///   to 0…255.
  /// - Precondition: The parameter is within its range.
  /// - Complexity: O(values) for `random`, O(values · (height + width)) for the others.
  public func applied(to image: Image, using generator: inout SeededGenerator) -> Image {
    precondition(isValid, "\(self): expected \(expectation)")
    let shape = image.shape
    switch self {
    case .random(let ratio):
      var perturbed = image
      for index in image.pixels.indices where generator.nextUniform() < ratio {
        perturbed.pixels[index] = UInt8(generator.next(below: 256))
      }
      return perturbed
    case .svd(let kept):
      guard kept < min(shape.height, shape.width) else { return image }
      return image.mappingPlanes { plane in
        lowRankApproximation(plane, rows: shape.height, columns: shape.width, rank: kept)
      }
    case .dct(let kept):
      guard kept < max(shape.height, shape.width) else { return image }
      let filter = SeparableFilter(shape) { .lowFrequencies(kept, of: $0) }
      return image.mappingPlanes(filter.applied(to:))
    case .gaussianBlur(let sigma):
      let filter = SeparableFilter(shape) { .gaussianBlur(sigma: sigma, of: $0) }
      return image.mappingPlanes(filter.applied(to:))
    }
  }

  /// Whether the parameter is within its range.
  var isValid: Bool {
    switch self {
    case .random(let ratio): (0...1).contains(ratio)
    case .svd(let kept), .dct(let kept): (1...65_535).contains(kept)
    case .gaussianBlur(let sigma): sigma > 0 && sigma <= 100
    }
  }

  /// What the parameter may be, for messages.
  var expectation: String {
    switch self {
    case .random: "the share of the values to replace, 0 to 1"
    case .svd: "the number of singular values to keep, 1 to 65535"
    case .dct: "the number of frequencies to keep in each direction, 1 to 65535"
    case .gaussianBlur: "a standard deviation in pixels, above 0 and at most 100"
    }
  }
}
