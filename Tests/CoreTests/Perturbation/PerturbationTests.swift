import Core
import CoreTesting
import Testing

@Suite struct PerturbationTests {
  private func perturbed(_ image: Image, _ perturbation: Perturbation, seed: UInt64 = 1) -> Image {
    var generator = SeededGenerator(seed: seed)
    return perturbation.applied(to: image, using: &generator)
  }

  private func random(_ height: Int, _ width: Int, _ channels: Int) -> Image {
    let shape = ImageShape(height: height, width: width, channels: channels)
    return RandomModel.images(shape, count: 1, seed: 51)[0]
  }

  @Test("random replaces the stated share by uniform values", arguments: [0.05, 0.2, 0.7])
  func randomShare(ratio: Double) {
    let shape = ImageShape(height: 200, width: 200, channels: 3)
    let image = Image(shape: shape, pixels: [UInt8](repeating: 77, count: shape.count))
    let pixels = perturbed(image, .random(ratio: ratio)).pixels
    let changed = pixels.filter { $0 != 77 }.map(Double.init)
    // Binomial, of probability ratio · 255/256; the mean of the 255 other values is
    // (256 · 127.5 − 77)/255 = 127.698, their deviation 74. Five deviations each, at a fixed seed.
    let count = Double(shape.count)
    let share = ratio * 255 / 256
    let spread = (count * share * (1 - share)).squareRoot()
    #expect(abs(Double(changed.count) - count * share) < 5 * spread)
    let mean = changed.reduce(0, +) / Double(changed.count)
    #expect(abs(mean - 127.698) < 5 * 74 / Double(changed.count).squareRoot())
    #expect(changed.min() == 0 && changed.max() == 255)
  }

  @Test("random leaves all at 0, follows from the seed, and goes on with its generator")
  func randomDraws() {
    let image = random(16, 16, 1)
    #expect(perturbed(image, .random(ratio: 0)) == image)
    let once = perturbed(image, .random(ratio: 0.5))
    #expect(once == perturbed(image, .random(ratio: 0.5)))
    #expect(once != perturbed(image, .random(ratio: 0.5), seed: 2))
    var generator = SeededGenerator(seed: 1)
    let first = Perturbation.random(ratio: 0.5).applied(to: image, using: &generator)
    let second = Perturbation.random(ratio: 0.5).applied(to: image, using: &generator)
    #expect(first == once && second != once)
  }

  @Test("svd keeps the strongest of two patterns of known strength")
  func svdClosedForm() {
    // 120 everywhere, of singular value 120 · 8, and orthogonal to it chequers of ±30, of 30 · 8.
    let shape = ImageShape(height: 8, width: 8, channels: 1)
    let pixels = (0..<64).map { UInt8(($0 / 8 + $0 % 8).isMultiple(of: 2) ? 150 : 90) }
    let image = Image(shape: shape, pixels: pixels)
    #expect(perturbed(image, .svd(kept: 2)) == image)
    #expect(perturbed(image, .svd(kept: 1)).pixels.allSatisfy { $0 == 120 })
  }

  @Test("what the largest singular values make is rounded and clipped, each channel by itself")
  func svdChannels() {
    // The largest singular value of [[255, 0], [255, 255]] is 255 φ, φ the golden ratio, and makes
    // 255 φ²/(φ² + 1) · [[1, 1/φ], [φ, 1]] = [[184.52, 114.04], [298.56, 184.52]]. Channel 1 is a
    // mean of 120 and chequers of 30, channel 2 is of rank 1 already.
    let corner: [UInt8] = [255, 0, 255, 255]
    let chequers: [UInt8] = [150, 90, 90, 150]
    let shape = ImageShape(height: 2, width: 2, channels: 3)
    let image = Image(
      shape: shape,
      pixels: (0..<4).flatMap { [corner[$0], chequers[$0], 255 - corner[$0]] })
    let result = perturbed(image, .svd(kept: 1))
    let expected: [[UInt8]] = [[185, 120, 0], [114, 120, 255], [255, 120, 0], [185, 120, 0]]
    #expect(result.pixels == expected.flatMap { $0 })
  }

  @Test(
    "dct keeps the low frequencies of a naive transform",
    arguments: [(8, 8, 3, 3), (5, 9, 1, 2), (9, 5, 3, 6), (32, 32, 1, 14), (4, 4, 1, 1)])
  func dctNaive(height: Int, width: Int, channels: Int, kept: Int) {
    let image = random(height, width, channels)
    let result = perturbed(image, .dct(kept: kept))
    for channel in 0..<channels {
      let plane = NaiveFilters.plane(image, channel)
      let expected = NaiveFilters.lowFrequencies(plane, height, width, kept: kept)
      #expect(NaiveFilters.isRounded(NaiveFilters.plane(result, channel), of: expected))
    }
  }

  @Test(
    "gaussian-blur weighs the mirrored neighbours",
    arguments: [(8, 8, 3, 1.0), (3, 9, 1, 0.4), (2, 5, 3, 3.0), (1, 1, 1, 5.0), (32, 32, 1, 1.5)])
  func blurNaive(height: Int, width: Int, channels: Int, sigma: Double) {
    let image = random(height, width, channels)
    let result = perturbed(image, .gaussianBlur(sigma: sigma))
    for channel in 0..<channels {
      let plane = NaiveFilters.plane(image, channel)
      let expected = NaiveFilters.blurred(plane, height, width, sigma: sigma)
      #expect(NaiveFilters.isRounded(NaiveFilters.plane(result, channel), of: expected))
    }
  }

  @Test("gaussian-blur is that of scipy.ndimage")
  func blurGolden() {
    // gaussian_filter(numpy.array([[0, 200, 30], [255, 10, 90]], float), 0.8, mode="reflect"):
    // 88.672, 103.031, 72.369; 151.991, 95.709, 73.228.
    let image = Image(
      shape: ImageShape(height: 2, width: 3, channels: 1), pixels: [0, 200, 30, 255, 10, 90])
    let result = perturbed(image, .gaussianBlur(sigma: 0.8))
    #expect(result.pixels == [89, 103, 72, 152, 96, 73])
  }

  @Test(
    "A perturbation that removes nothing leaves the image as it is",
    arguments: [
      Perturbation.svd(kept: 6), .svd(kept: 60), .dct(kept: 9), .dct(kept: 8),
      .gaussianBlur(sigma: 0.05),
    ])
  func identity(perturbation: Perturbation) {
    let image = random(6, 8, 3)
    #expect(perturbed(image, perturbation) == image)
  }

  @Test(
    "An image of one value stays so, and an empty one empty",
    arguments: [Perturbation.svd(kept: 1), .dct(kept: 1), .gaussianBlur(sigma: 2)])
  func constant(perturbation: Perturbation) {
    let shape = ImageShape(height: 7, width: 5, channels: 3)
    let image = Image(shape: shape, pixels: [UInt8](repeating: 201, count: shape.count))
    #expect(perturbed(image, perturbation) == image)
    let empty = Image(shape: ImageShape(height: 0, width: 5, channels: 1), pixels: [])
    #expect(perturbed(empty, perturbation) == empty)
  }
}
