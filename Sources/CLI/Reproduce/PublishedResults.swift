/// What the paper's authors published of their models, to be set beside what is measured.
///
/// Computed by the metrics' definitions from the scores of single frames in the authors' code
/// repository (`code/npy`, 5,000 frames a set); ROSE of smaller models as the paper prints it.
enum PublishedResults {
  /// One set's metrics; nil where only the AUROC is stated.
  struct Value {
    let auroc: Double
    let auprc: Double?
    let fpr80: Double?
  }

  /// The families of models.
  static let families = ["fashion-mnist", "cifar10"]

  /// Returns the metrics of a set.
  ///
  /// - Parameters:
  ///   - family: The family of models.
  ///   - features: The model's features; where the paper has no model of so many, its own choice.
  ///   - row: The method.
  ///   - set: The set's name.
  /// - Returns: The metrics and the features of the model they are of; nil where nothing is stated.
  static func value(
    family: String, features: Int, row: String, set: String
  ) -> (value: Value, features: Int)? {
    let found = entries.filter { $0.family == family && $0.row == row && $0.set == set }
    guard let entry = found.first(where: { $0.features == features }) ?? found.first else {
      return nil
    }
    return (entry.value, entry.features)
  }

  private struct Entry {
    let family, row, set: String
    let features: Int
    let value: Value
  }

  private static let entries: [Entry] = text.split(separator: "\n").compactMap { line in
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 5, let features = Int(words[1]), let auroc = Double(words[4]) else {
      preconditionFailure("not a published result: \(line)")
    }
    let more = words.dropFirst(5).map { Double($0) }
    return Entry(
      family: words[0], row: words[2], set: words[3], features: features,
      value: Value(auroc: auroc, auprc: more.first ?? nil, fpr80: more.last ?? nil))
  }
}
