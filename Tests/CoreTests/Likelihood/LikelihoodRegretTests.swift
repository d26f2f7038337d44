import CoreTesting
import Testing

@testable import Core

@Suite struct LikelihoodRegretTests {
  static let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)

  let model: VAE
  let frames: ImageSet

  init() throws {
    model = try RandomModel.make(Self.architecture, seed: 91)
    frames = RandomModel.images(Self.architecture.inputShape, count: 5, seed: 92)
  }

  // Central differences in double with step 1e-4, as for the gradients of training.
  @Test("gradients of the encoder's tensors agree with finite differences, the others stay 0")
  func gradients() throws {
    let network = Self.architecture.makeNetwork()
    let plan = Plan(
      network, for: .adaptation(layers: VAEArchitecture.encoderLayers), maximumBatch: 1)
    let executor = Executor(plan: plan, parameters: model.packedParameters(network))
    var generator = SeededGenerator(seed: 93)
    let noise = generator.normals(count: 3)
    executor.begin(count: 1)
    executor.setFrame(0, frames[0].pixels.span)
    executor.saved(network.node(named: VAEArchitecture.latentNode), 0..<1).copy(from: noise)
    executor.run()
    let gradient = FloatBlock(count: plan.parameterCount)
    gradient.whole.copy(from: executor.parameterGradients(shard: 0))
    let gradients = network.unpacked(gradient)

    let values = model.weights.mapValues { $0.scalars.map(Double.init) }
    for parameter in network.parameters {
      let name = parameter.name
      let gradient = try #require(gradients[name]).scalars.map(Double.init)
      guard name.hasPrefix("encoder."), parameter.isTrained else {
        #expect(gradient.allSatisfy { $0 == 0 }, "\(name)")
        continue
      }
      let value = try #require(values[name])
      let direction = generator.normals(count: value.count).map(Double.init)
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      func loss(_ step: Double) -> Double {
        var moved = values
        moved[name] = zip(value, direction).map { $0 + step * $1 / norm }
        return NaiveVAE(Self.architecture, weights: moved)
          .losses([frames[0]], noise: [noise.map(Double.init)])[0]
      }
      let expected = (loss(1e-4) - loss(-1e-4)) / 2e-4
      let along = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 } / norm
      let size = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(
        abs(along - expected) < 2e-3 * max(size, 1),
        "\(name): \(along), finite difference \(expected), norm \(size)")
      #expect(size > 0, "\(name)")
    }
  }

  /// Of one step Adam makes rate · g/(|g| + ε): its sign, wherever g + λ·w is not tiny.
  @Test("one step moves the encoder down its penalised gradient and nothing else")
  func oneStep() throws {
    let options = RegretOptions(steps: 1, learningRate: 1e-3, weightDecay: 50)
    let compiled = CompiledModel(model)
    let network = compiled.network
    let adaptation = EncoderAdaptation(compiled, options: options)
    let noise: [Float] = [0.3, -1, 0.5]
    adaptation.adapt(to: frames[0], noise: noise)

    let plan = Plan(
      network, for: .adaptation(layers: VAEArchitecture.encoderLayers), maximumBatch: 1)
    let executor = Executor(plan: plan, parameters: compiled.parameters)
    executor.begin(count: 1)
    executor.setFrame(0, frames[0].pixels.span)
    executor.saved(network.node(named: VAEArchitecture.latentNode), 0..<1).copy(from: noise)
    executor.run()
    let gradient = FloatBlock(count: plan.parameterCount)
    gradient.whole.copy(from: executor.parameterGradients(shard: 0))
    let (before, gradients, after) = (
      network.unpacked(compiled.parameters), network.unpacked(gradient),
      network.unpacked(adaptation.parameters)
    )
    for parameter in network.parameters {
      let name = parameter.name
      let weight = try #require(before[name]).scalars.map(Double.init)
      let found = try #require(after[name]).scalars.map(Double.init)
      guard name.hasPrefix("encoder."), parameter.isTrained else {
        #expect(found == weight, "\(name)")
        continue
      }
      let expected = KernelTwins.adam(
        weight: weight, gradients: [try #require(gradients[name]).scalars.map(Double.init)],
        rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 50)
      // Float32 rounding of weights of order 1.
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-6, "\(name)") }
    }
    #expect(compiled.parameters.scalars == model.packedParameters(network).scalars)
  }

  @Test("what is packed for the adapted encoder is what its tensors give, and reset undoes it")
  func operands() throws {
    let compiled = CompiledModel(model)
    let options = RegretOptions(learningRate: 1e-2)
    let adaptation = EncoderAdaptation(compiled, options: options)
    let noise = LatentNoise.adaptation.draw(4 * 3, seed: 94, frame: 0)
    func likelihood() -> Double {
      ImportanceSampler(
        Self.architecture, parameters: adaptation.parameters, operands: adaptation.operands,
        samples: 2, proposal: .exact
      ).negativeLogLikelihoods(
        [frames[0]], noise: [LatentNoise.weights.draw(2 * 3, seed: 95, frame: 0)])[0]
    }
    func fresh(_ model: VAE) -> Double {
      ImportanceWeightedLikelihood(model: model, samples: 2, seed: 95)
        .negativeLogLikelihoods(frames[0..<1])[0]
    }
    #expect(likelihood() == fresh(model))
    adaptation.adapt(to: frames[0], noise: noise)
    let adapted = try VAE(
      architecture: Self.architecture, weights: compiled.network.unpacked(adaptation.parameters))
    #expect(adapted.weights != model.weights)
    #expect(likelihood() == fresh(adapted))
    let first = adaptation.parameters.scalars
    adaptation.reset()
    #expect(likelihood() == fresh(model))
    adaptation.adapt(to: frames[0], noise: noise)
    #expect(adaptation.parameters.scalars == first)
  }

  @Test("no steps, no regret: exactly 0")
  func noSteps() {
    let regret = LikelihoodRegret(model: model, options: RegretOptions(steps: 0, samples: 3))
    #expect(regret.regrets(frames) == [0, 0, 0, 0, 0])
  }

  @Test("an encoder fitted to a frame makes it more likely, whatever workers and other frames are")
  func regrets() throws {
    // A narrow q(z|x), σ = e⁻³, so that ten steps gain more than the noise of a few samples.
    var weights = model.weights
    for (part, value) in [("weight", 0), ("bias", -6)] as [(String, Float)] {
      let count = try #require(weights["encoder.logvar.\(part)"]).scalars.count
      weights["encoder.logvar.\(part)"]?.scalars = [Float](repeating: value, count: count)
    }
    let narrow = try VAE(architecture: Self.architecture, weights: weights)
    let options = RegretOptions(steps: 10, learningRate: 1e-3, samples: 4, seed: 96)
    let regret = LikelihoodRegret(model: narrow, options: options)
    let done = Lock<[Int]>([])
    let one = regret.regrets(frames) { count in done.withLock { $0.append(count) } }
    #expect(done.withLock { $0 } == [1, 2, 3, 4, 5])
    #expect(one.allSatisfy { $0 > 0 }, "\(one)")
    #expect(regret.regrets(frames, workers: 3) == one)
    #expect(regret.regrets(frames[0..<2]) == Array(one[0..<2]))
    #expect(regret.regrets(frames[0..<0]).isEmpty)
  }

  @Test("a frame without a finite likelihood has infinite regret, never NaN")
  func infinite() throws {
    var weights = model.weights
    weights["encoder.logvar.bias"]?.scalars = [200, 200, 200]
    let broken = try VAE(architecture: Self.architecture, weights: weights)
    let options = RegretOptions(steps: 2, samples: 2)
    let found = LikelihoodRegret(model: broken, options: options).regrets(frames)
    #expect(found.allSatisfy { $0 == .infinity }, "\(found)")
  }
}
