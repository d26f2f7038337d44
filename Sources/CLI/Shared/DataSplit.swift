internal import Datasets
internal import Storage

/// Which frames of its DATA a model was trained on, and which were kept out.
struct DataSplit {
  /// The DATA, as on the command line of the training.
  let source: DataSource

  /// The frames kept out, counted in the whole source.
  let heldOut: HeldOutFrames?

  /// Reads the split from a training record; nil without one, or if it names no data.
  init?(_ record: TrainingRecord?) {
    guard let record, let source = try? DataSource(parsing: record.data) else { return nil }
    self.source = source
    heldOut = record.heldOut
  }

  /// Whether the frame of a number was kept out.
  func isHeldOut(_ number: Int) -> Bool {
    switch heldOut {
    case .range(let range): return range.contains(number)
    case .indices(let indices): return indices.contains(number)
    case nil: return false
    }
  }

  /// Whether the frame of a number was trained on.
  func isTrained(_ number: Int) -> Bool {
    (source.range?.contains(number) ?? true) && !isHeldOut(number)
  }

  /// A warning if frames that must be new to the model were trained on; nil if none was.
  func warning(of frames: NumberedFrames, from source: DataSource, effect: String) -> String? {
    guard self.source.isSameData(as: source) else { return nil }
    let count = frames.numbers.count { isTrained($0) }
    guard count > 0 else { return nil }
    return "warning: \(count.grouped) of the \(frames.count.counted("frame")) of \(source) were "
      + "trained on: \(effect)"
  }

  /// The frames trained on, as an argument.
  var trainedText: String {
    guard case .range(let range) = heldOut else { return "other frames" }
    return source.restricted(to: (source.range?.lowerBound ?? 0)..<range.lowerBound).description
  }
}
