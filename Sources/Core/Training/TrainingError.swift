/// Why training cannot start or go on.
public enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The frames do not have the network's input shape.
  case wrongFrameShape(expected: ImageShape, found: ImageShape)

  /// There are no frames, or a setting is out of range.
  case invalidSetting(name: String, found: String, expected: String)

  /// The loss of a step is not finite.
  case diverged(step: Int)

  /// The saved state is not one of this model.
  case wrongState(String)

  /// Checks a setting.
  ///
  /// - Throws: `.invalidSetting` if it is not valid.
  static func require(
    _ isValid: Bool, _ name: String, _ found: some Any, _ expected: String
  ) throws(TrainingError) {
    guard isValid else {
      throw .invalidSetting(name: name, found: "\(found)", expected: expected)
    }
  }

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .wrongFrameShape(let expected, let found):
      return "the network reads frames of \(expected), the training frames are \(found)"
    case .invalidSetting(let name, let found, let expected):
      return "\(name) is \(found), expected \(expected)"
    case .diverged(let step):
      return "the loss is not finite at step \(step): train again with a lower learning rate"
    case .wrongState(let reason):
      return "the checkpoint does not belong to this training run: \(reason)"
    }
  }
}
