/// Why scores cannot be evaluated.
public enum EvaluationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A set has no frames.
  case empty(set: String)

  /// The score of a frame is not a number.
  case notANumber(set: String, frame: Int)

  /// Two scores that are to be compared are not of the same frames.
  case unpaired(set: String, first: Int, second: Int)

  /// What a measurement needs is not given.
  case missing(measurement: String, part: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .empty(let set):
      return "the set '\(set)' has no frames; expected at least one"
    case .notANumber(let set, let frame):
      return "frame \(frame) of the set '\(set)' has a score that is not a number"
    case .missing(let measurement, let part):
      return "\(measurement) needs \(part), and there is none"
    case .unpaired(let set, let first, let second):
      return "the set '\(set)' has \(first) scores by the one method and \(second) by the other; "
        + "expected both to score the same frames"
    }
  }

  static func check(_ scores: [Double], set: String) throws(EvaluationError) {
    guard !scores.isEmpty else { throw .empty(set: set) }
    if let frame = scores.firstIndex(where: \.isNaN) { throw .notANumber(set: set, frame: frame) }
  }

  static func checkPairs(
    _ first: [Double], _ second: [Double], set: String
  ) throws(EvaluationError) {
    guard first.count == second.count else {
      throw .unpaired(set: set, first: first.count, second: second.count)
    }
  }
}
