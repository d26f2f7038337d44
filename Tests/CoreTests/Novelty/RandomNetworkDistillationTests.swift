import CoreTesting
import Testing

@testable import Core

@Suite struct RandomNetworkDistillationTests {
  static let shape = ImageShape(height: 32, width: 32, channels: 1)
  static let options = DistillationOptions(
    features: 2, outputs: 8, epochs: 12, batchSize: 8, learningRate: 1e-2, seed: 111)

  /// Smooth frames: a bright bump on black, its place and width drawn from a seed.
  static func bumps(count: Int, seed: UInt64) -> ImageSet {
    var generator = SeededGenerator(seed: seed)
    var frames = ImageSet(shape: shape)
    for _ in 0..<count {
      let (x, y) = (10 + 12 * generator.nextUniform(), 10 + 12 * generator.nextUniform())
      let size = 20 + 40 * generator.nextUniform()
      frames.append(
        Image(
          shape: shape,
          pixels: (0..<shape.count).map { i in
            let (dx, dy) = (Double(i % 32) - x, Double(i / 32) - y)
            return UInt8(max(0, 255 * (1 - (dx * dx + dy * dy) / size)))
          }))
    }
    return frames
  }

  /// Each value the mean of its 3×3 neighbours, those outside being 0.
  static func blurred(_ frames: ImageSet) -> ImageSet {
    var blurred = ImageSet(shape: shape)
    for index in 0..<frames.count {
      let pixels = frames[index].pixels
      let means = (0..<shape.count).map { i in
        var sum = 0
        for y in max(0, i / 32 - 1)...min(31, i / 32 + 1) {
          for x in max(0, i % 32 - 1)...min(31, i % 32 + 1) { sum += Int(pixels[y * 32 + x]) }
        }
        return UInt8(sum / 9)
      }
      blurred.append(Image(shape: shape, pixels: means))
    }
    return blurred
  }

  let frames = Self.bumps(count: 48, seed: 112)

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test(
    "training lowers the loss, and other frames like those score below noise", arguments: [0, 1])
  func learns(perturbations: Int) throws {
    let perturbed = perturbations == 0 ? [] : [Self.blurred(frames)]
    let trained = try RandomNetworkDistillation.train(
      frames: frames, perturbed: perturbed, options: Self.options)
    #expect(trained.epochLosses.count == 12)
    let (first, last) = (trained.epochLosses[0], try #require(trained.epochLosses.last))
    #expect(last < 0.5 * first, "\(trained.epochLosses)")
    let normal = trained.scores(Self.bumps(count: 20, seed: 113))
    let noise = trained.scores(RandomModel.images(Self.shape, count: 20, seed: 114))
    let highest = try #require(normal.max())
    #expect(noise.allSatisfy { $0 > highest }, "\(highest), noise \(noise)")
    #expect(normal.allSatisfy { $0 >= 0 })
  }

  @Test("the target of perturbed frames is another: they score above the frames themselves")
  func perturbed() throws {
    let blurred = Self.blurred(frames)
    let trained = try RandomNetworkDistillation.train(
      frames: frames, perturbed: [blurred], options: Self.options)
    let plain = try RandomNetworkDistillation.train(frames: frames, options: Self.options)
    #expect(mean(trained.scores(blurred)) > 2 * mean(trained.scores(frames)))
    // How much more than without having learned to tell them apart.
    #expect(
      mean(trained.scores(blurred)) / mean(trained.scores(frames))
        > mean(plain.scores(blurred)) / mean(plain.scores(frames)))
  }

  @Test("training and scores follow from the seed; workers and other frames do not matter")
  func deterministic() throws {
    var options = Self.options
    options.epochs = 2
    let few = frames[0..<19]
    func train() throws -> RandomNetworkDistillation {
      try RandomNetworkDistillation.train(
        frames: few, perturbed: [Self.blurred(few)], options: options)
    }
    let (first, second) = (try train(), try train())
    let scores = first.scores(frames)
    #expect(second.scores(frames) == scores)
    #expect(second.epochLosses == first.epochLosses)
    #expect(first.scores(frames, workers: 3) == scores)
    #expect(first.scores(frames[0..<5]) == Array(scores[0..<5]))
    #expect(first.scores(frames[0..<0]).isEmpty)
    options.seed += 1
    #expect(try train().scores(frames) != scores)
  }

  @Test("targets keep the size of values: outputs of order of the image's, different a target")
  func targets() {
    let networks = DistillationNetworks(
      shape: Self.shape, options: DistillationOptions(features: 8, outputs: 64, seed: 115))
    let noise = RandomModel.images(Self.shape, count: 4, seed: 116)
    let outputs = (0..<2).map { networks.target($0).outputs(noise).scalars.map(Double.init) }
    // E[x²] = 1/3 of a uniform value; variance over 64 × 4 outputs of one draw of weights.
    for output in outputs {
      let square = mean(output.map { $0 * $0 })
      #expect(square > 0.03 && square < 3, "\(square)")
    }
    #expect(relativeError(outputs[0], outputs[1]) > 0.5)
  }

  @Test("frames that do not fit and impossible settings are errors")
  func errors() {
    let other = ImageSet(
      shape: ImageShape(height: 28, width: 28, channels: 1),
      pixels: [UInt8](repeating: 0, count: 48 * 784))
    let none = ImageSet(shape: Self.shape)
    let calls: [(ImageSet, [ImageSet])] = [
      (other, []), (none, []), (frames, [other]), (frames, [frames[0..<47]]),
    ]
    for (frames, perturbed) in calls {
      #expect(throws: TrainingError.self) {
        try RandomNetworkDistillation.train(
          frames: frames, perturbed: perturbed, options: Self.options)
      }
    }
    for change: (inout DistillationOptions) -> Void in [
      { $0.features = 0 }, { $0.outputs = 5000 }, { $0.epochs = 0 }, { $0.batchSize = 0 },
      { $0.learningRate = .infinity },
    ] {
      var options = Self.options
      change(&options)
      #expect(throws: TrainingError.self) {
        try RandomNetworkDistillation.train(frames: frames, options: options)
      }
    }
  }
}
