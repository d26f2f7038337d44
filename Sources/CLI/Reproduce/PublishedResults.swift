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

  /// Returns the features of the model that a method's results are of: as many as asked for, where
  /// there is such a model, or else those of the paper's own; nil where nothing is stated.
  static func features(family: String, row: String, nearest features: Int) -> Int? {
    let found = entries.filter { $0.family == family && $0.row == row }.map(\.features)
    return found.contains(features) ? features : found.first
  }

  /// Looks up the metrics of a set.
  ///
  /// - Parameters:
  ///   - family: The family of models.
  ///   - features: The model's features.
  ///   - row: The method.
  ///   - set: The set's name. There is no `overall`: the paper's mixture has a set that cannot be had.
  /// - Returns: The metrics; nil where they are not stated.
  static func value(family: String, features: Int, row: String, set: String) -> Value? {
    entries.first {
      $0.family == family && $0.features == features && $0.row == row && $0.set == set
    }?.value
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
