/// Trains the predictor of random network distillation step by step; what it does follows from
/// options and frames alone, whatever the number of threads.
final class DistillationTrainer {
  /// Frames of a batch that one thread works on at a time; fixed, as in `Trainer`.
  private static let shardSize = 8

  /// The stream of the order of frames.
  private static let orderStream: UInt64 = 23

  /// Steps of the whole training.
  let stepCount: Int

  /// Steps done.
  private(set) var step = 0

  /// The mean of the squared distance in each finished epoch, over frames and perturbed versions.
  private(set) var epochLosses: [Double] = []

  private let versions: [ImageSet]
  private let targets: [FloatBlock]
  private let options: DistillationOptions
  private let stepsPerEpoch: Int
  private let executor: Executor
  private let lossNode: Int
  private let adam: Adam
  private var order: [Int] = []
  private var epochLoss = 0.0

  /// Runs the targets over the frames and begins training.
  ///
  /// - Parameters:
  ///   - versions: The frames, then their perturbed versions in the same order: as many each.
  ///   - networks: The networks.
  ///   - targets: The target of each version.
  init(versions: [ImageSet], networks: DistillationNetworks, targets: [FrozenNetwork]) {
    precondition(versions.count == targets.count, "a target a version of the frames")
    self.versions = versions
    options = networks.options
    self.targets = zip(versions, targets).map { $1.outputs($0) }
    stepsPerEpoch = (versions[0].count + options.batchSize - 1) / options.batchSize
    stepCount = options.epochs * stepsPerEpoch
    let (network, parameters) = networks.predictor()
    let batch = min(options.batchSize, versions[0].count)
    let plan = Plan(
      network, for: .training, maximumBatch: batch * versions.count, shardSize: Self.shardSize)
    executor = Executor(plan: plan, parameters: parameters, isParallel: true)
    lossNode = network.node(named: DistillationNetworks.lossNode)
    adam = Adam(network.parameters)
  }

  /// Takes one step.
  ///
  /// - Throws: `TrainingError.diverged` if the loss is not finite.
  /// - Precondition: There are steps left.
  func takeStep() throws(TrainingError) {
    precondition(step < stepCount, "all \(stepCount) steps are done")
    let (epoch, position) = step.quotientAndRemainder(dividingBy: stepsPerEpoch)
    if position == 0 {
      var generator = SeededGenerator(
        seed: options.seed, stream: Self.orderStream, UInt64(epoch))
      order = generator.permutation(count: versions[0].count)
    }
    let first = position * options.batchSize
    load(order[first..<min(order.count, first + options.batchSize)])
    executor.run()
    let loss = (0..<executor.batchCount).reduce(0) { $0 + executor.losses[$1] }
    guard loss.isFinite else { throw .diverged(step: step) }
    let schedule = TrainingOptions(
      epochs: options.epochs, learningRate: options.learningRate, schedule: .cosine)
    adam.step(
      executor, rate: schedule.rate(step: step, stepsPerEpoch: stepsPerEpoch), step: step + 1)
    executor.operands.pack(executor.parameters)
    step += 1
    epochLoss += loss
    if step.isMultiple(of: stepsPerEpoch) {
      epochLosses.append(epochLoss / Double(versions.count * order.count))
      epochLoss = 0
    }
  }

  /// Loads frames and all their versions as one batch, so that normalisation sees what scoring will
  /// see, whichever version it is.
  private func load(_ batch: ArraySlice<Int>) {
    executor.begin(count: batch.count * versions.count)
    let count = options.outputs
    var row = 0
    for (version, target) in zip(versions, targets) {
      for index in batch {
        let image = version[index]
        executor.setFrame(row, image.pixels.span)
        executor.saved(lossNode, row..<row + 1).copy(from: target.slab(index * count, count))
        row += 1
      }
    }
  }

  /// The predictor as it is now.
  var predictor: FrozenNetwork {
    let parameters = FloatBlock(count: executor.parameters.count)
    parameters.whole.copy(from: executor.parameters.whole)
    return FrozenNetwork(executor.plan.network, parameters: parameters)
  }
}
