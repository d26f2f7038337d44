/// The rectified linear unit, y = max(0, x), element by element.
struct RectifiedLinear: Operator {
  let outputShape: ImageShape?

  init(shape: ImageShape) { outputShape = shape }

  var addsInputGradients: Bool { false }

  func forward(_ context: OperatorContext, pass: Int) {
    context.output.setRectified(context.input(0))
  }

  func backward(_ context: OperatorContext, pass: Int) {
    context.inputGradient(0)?.setRectifiedGradient(
      output: context.output, gradient: context.outputGradient)
  }
}
