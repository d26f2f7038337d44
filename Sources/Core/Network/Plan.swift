/// A network compiled for one purpose: what runs when, and where every buffer lies.
struct Plan: Sendable {
  /// One call of an operator.
  struct Task: Sendable {
    let node: Int
    let isForward: Bool
    let pass: Int
  }

  let network: Network
  let purpose: Purpose

  /// The most frames a batch may have.
  let maximumBatch: Int

  /// The frames of a shard: the part of a batch one thread works on; the last may be smaller.
  let shardSize: Int

  /// The calls, in groups: every shard finishes a group before any begins the next.
  let segments: [[Task]]

  /// Whether a node's gradient for an input adds to what a later node has written.
  let accumulates: [[Bool]]

  /// Whether the gradient of a value is computed.
  let needsGradient: [Bool]

  /// Whether the gradients of a node's tensors are computed.
  let needsParameterGradients: [Bool]

  /// First float of each value's buffer, and of its gradient's, in the workspace.
  let valueOffsets: [Int]
  let gradientOffsets: [Int]

  /// First float of what each node saves.
  let savedOffsets: [Int]

  /// First float of the scratch space of shard 0, and floats from one shard to the next.
  let scratchOffset: Int
  let scratchCount: Int

  /// First double of each node's statistics.
  let statisticsOffsets: [Int]

  /// First element of each node's tensors, among all parameters.
  let parameterOffsets: [[Int]]

  /// Floats and doubles a workspace needs.
  let floatCount: Int
  let doubleCount: Int

  /// The number of elements of all parameters.
  let parameterCount: Int

  /// The most shards a batch has.
  var shardCount: Int { (maximumBatch + shardSize - 1) / shardSize }

  /// Compiles a network.
  ///
  /// - Parameters:
  ///   - network: The graph.
  ///   - purpose: What the passes are for.
  ///   - maximumBatch: The most frames a batch may have, at least 1.
  ///   - shardSize: Frames a shard; nil: the whole batch is one shard.
  init(_ network: Network, for purpose: Purpose, maximumBatch: Int, shardSize: Int? = nil) {
    precondition(maximumBatch >= 1, "a batch has at least one frame, got \(maximumBatch)")
    self.network = network
    self.purpose = purpose
    self.maximumBatch = maximumBatch
    self.shardSize = shardSize ?? maximumBatch
    let shards = (maximumBatch + self.shardSize - 1) / self.shardSize
    let nodes = network.nodes

    needsParameterGradients = nodes.map {
      !$0.operation.parameters.isEmpty && purpose.parameterGradients.contains($0.name)
    }
    needsGradient = Self.gradientsNeeded(network, purpose, needsParameterGradients)
    (segments, accumulates) = Self.schedule(
      network, purpose, needsGradient, needsParameterGradients)

    // Every buffer starts on a cache line.
    func reserve(_ total: inout Int, _ count: Int) -> Int {
      defer { total += (count + 15) & ~15 }
      return total
    }
    var floats = 0
    valueOffsets = network.valueShapes.map { reserve(&floats, $0.count * maximumBatch) }
    gradientOffsets = zip(network.valueShapes, needsGradient).map {
      $1 ? reserve(&floats, $0.count * maximumBatch) : -1
    }
    savedOffsets = nodes.map { reserve(&floats, $0.operation.savedCount * maximumBatch) }
    let frames = self.shardSize
    scratchCount = ((nodes.map { $0.operation.scratchCount(frames: frames) }.max() ?? 0) + 15) & ~15
    scratchOffset = reserve(&floats, scratchCount * shards)
    floatCount = floats
    var doubles = 0
    statisticsOffsets = nodes.map { reserve(&doubles, $0.operation.statisticsCount * shards) }
    doubleCount = doubles
    parameterOffsets = network.parameterOffsets
    parameterCount = network.parameters.reduce(0) { $0 + $1.count }
  }

  /// A value's gradient is needed if it depends on something whose gradient is asked for.
  private static func gradientsNeeded(
    _ network: Network, _ purpose: Purpose, _ needsParameterGradients: [Bool]
  ) -> [Bool] {
    var needed = [Bool](repeating: false, count: network.valueShapes.count)
    for (index, node) in network.nodes.enumerated() {
      guard let output = node.output else { continue }
      let isAskedFor =
        needsParameterGradients[index] || purpose.outputGradients.contains(node.name)
      needed[output] = isAskedFor || node.inputs.contains { needed[$0] }
    }
    return needed
  }

  private static func schedule(
    _ network: Network, _ purpose: Purpose, _ needsGradient: [Bool],
    _ needsParameterGradients: [Bool]
  ) -> (segments: [[Task]], accumulates: [[Bool]]) {
    var tasks: [Task] = []
    func add(_ node: Int, isForward: Bool) {
      let operation = network.nodes[node].operation
      let passes = purpose.usesBatchStatistics ? operation.statisticsPasses : 1
      tasks += (0..<passes).map { Task(node: node, isForward: isForward, pass: $0) }
    }
    for node in network.nodes.indices { add(node, isForward: true) }
    var written = [Bool](repeating: false, count: network.valueShapes.count)
    var accumulates = network.nodes.map { $0.inputs.map { _ in false } }
    for (index, node) in network.nodes.enumerated().reversed() {
      for (position, input) in node.inputs.enumerated() where needsGradient[input] {
        precondition(
          !written[input] || node.operation.addsInputGradients,
          "\(node.name) overwrites the gradient of an input that a later node reads too")
        accumulates[index][position] = written[input]
        written[input] = true
      }
      if needsParameterGradients[index] || node.inputs.contains(where: { needsGradient[$0] }) {
        add(index, isForward: false)
      }
    }
    var segments: [[Task]] = [[]]
    for task in tasks {
      if task.pass > 0 { segments.append([]) }
      segments[segments.count - 1].append(task)
    }
    return (segments, accumulates)
  }
}
