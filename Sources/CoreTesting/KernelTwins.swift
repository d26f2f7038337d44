internal import Glibc

/// The loops of CKernels in double precision and plain order: their oracles.
public enum KernelTwins {
  /// Returns the loss and the gradient of a 256-way cross-entropy, one row of logits a target.
  public static func crossEntropy(
    logits: [Float], targets: [UInt8]
  ) -> (loss: Double, squaredError: Double, variance: Double, gradient: [Double]) {
    var (loss, squaredError, variance) = (0.0, 0.0, 0.0)
    var gradient: [Double] = []
    for (row, target) in targets.enumerated() {
      let values = logits[row * 256..<(row + 1) * 256].map(Double.init)
      let largest = values.reduce(-.infinity, max)
      let exponentials = values.map { exp($0 - largest) }
      let sum = exponentials.reduce(0, +)
      loss += log(sum) + largest - values[Int(target)]
      let mean = exponentials.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / sum
      squaredError += (mean - Double(target)) * (mean - Double(target))
      variance += exponentials.enumerated().reduce(0) {
        $0 + (Double($1.offset) - mean) * (Double($1.offset) - mean) * $1.element / sum
      }
      gradient += exponentials.enumerated().map {
        $0.element / sum - ($0.offset == Int(target) ? 1 : 0)
      }
    }
    return (loss, squaredError, variance, gradient)
  }

  /// Returns the weights after steps of Adam from moments 0 (Kingma and Ba 2015, algorithm 1), the
  /// gradients scaled and a share of the weights added to them.
  public static func adam(
    weight: [Double], gradients: [[Double]], rate: Double, beta1: Double, beta2: Double,
    epsilon: Double, gradientScale: Double = 1, weightDecay: Double = 0
  ) -> [Double] {
    var weight = weight
    var first = [Double](repeating: 0, count: weight.count)
    var second = first
    for (step, gradient) in gradients.enumerated() {
      for i in weight.indices {
        let penalised = gradientScale * gradient[i] + weightDecay * weight[i]
        first[i] = beta1 * first[i] + (1 - beta1) * penalised
        second[i] = beta2 * second[i] + (1 - beta2) * penalised * penalised
        let unbiasedFirst = first[i] / (1 - pow(beta1, Double(step + 1)))
        let unbiasedSecond = second[i] / (1 - pow(beta2, Double(step + 1)))
        weight[i] -= rate * unbiasedFirst / (unbiasedSecond.squareRoot() + epsilon)
      }
    }
    return weight
  }
}
