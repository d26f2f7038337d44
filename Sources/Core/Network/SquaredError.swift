/// Adds the squared distance ‖x − target‖² of its input from a target to the loss, a frame.
///
/// Input and target: `[frames, H, W, C]`; the executor's caller sets the target through `saved`
/// before each batch. Gradient: 2(x − target).
struct SquaredError: Operator {
  var outputShape: ImageShape? { nil }

  // The target.
  let savedCount: Int

  init(shape: ImageShape) { savedCount = shape.count }

  func forward(_ context: OperatorContext, pass: Int) {
    let (x, target) = (context.input(0), context.saved)
    for (row, frame) in context.frames.enumerated() {
      var sum = 0.0
      for i in row * savedCount..<(row + 1) * savedCount {
        let difference = Double(x[i]) - Double(target[i])
        sum += difference * difference
      }
      context.addLoss(sum, frame: frame)
    }
  }

  func backward(_ context: OperatorContext, pass: Int) {
    guard let gradient = context.inputGradient(0) else { return }
    let (x, target) = (context.input(0), context.saved)
    if !context.accumulates(0) { gradient.clear() }
    for i in 0..<gradient.count { gradient[i] += 2 * (x[i] - target[i]) }
  }
}
