/// A dense row-major array with any number of axes, last axis fastest: the form weights and
/// factors have in files.
public struct Tensor<Scalar: Sendable>: Sendable {
  /// The size of each axis, outermost first.
  public let shape: [Int]

  /// The elements; `scalars.count` is the product of `shape`.
  public var scalars: [Scalar]

  /// Creates a tensor from its elements.
  ///
  /// - Precondition: `scalars.count` is the product of `shape`.
  public init(shape: [Int], scalars: [Scalar]) {
    let count = shape.reduce(1, *)
    precondition(
      scalars.count == count, "shape \(shape) needs \(count) scalars, got \(scalars.count)")
    self.shape = shape
    self.scalars = scalars
  }
}

extension Tensor: Equatable where Scalar: Equatable {}
