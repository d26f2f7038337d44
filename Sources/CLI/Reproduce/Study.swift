internal import Datasets
internal import Evaluation
internal import FoundationEssentials

/// What to reproduce the paper's tables and figures with: the files of models and images, read from
/// a JSON file.
struct Study {
  /// Frames of each set, a sample; nil: all.
  var frames: Int?

  /// Frames of each set for what takes seconds a frame, the likelihood regret; nil: as `frames`.
  var slowFrames: Int?

  /// Frames that factors are fitted to, for figure 5.
  var fitFrames: [Int]?

  /// Latent vectors a frame by which likelihoods are estimated.
  var samples: Int?

  /// What determines samples.
  var seed: UInt64?

  /// The models and their data.
  var families: [Family]

  /// A model of one kind of images, and what else the methods need.
  struct Family {
    /// The name in tables.
    var name: String

    /// The family of the paper whose results are set beside; nil: none.
    var published: String?

    /// The bundle, with EKFAC factors.
    var bundle: String

    /// The same model with factors of the diagonal Fisher information.
    var diagonal: String?

    /// Normal images that nothing has seen.
    var normal: String

    /// Normal images for scores that learn from them.
    var heldOut: String

    /// Normal images to fit and train on.
    var train: String?

    /// Background models, by how their training images were perturbed.
    var backgrounds: [NamedBundle]?

    /// The same model with other numbers of features.
    var capacities: [NamedBundle]?

    /// The images that are not normal.
    var sets: [NamedSet]
  }

  /// A bundle and what tells it from others.
  struct NamedBundle {
    var name: String
    var bundle: String
  }

  /// A set of images and its name.
  struct NamedSet {
    var name: String
    var data: String
  }
}

extension Study {
  /// Reads a study.
  ///
  /// - Parameters:
  ///   - bytes: The JSON text.
  ///   - path: The file, for messages.
  /// - Throws: `CommandFailure` where it is no JSON, lacks something, has a key that is unknown or
  ///   names data that cannot be.
  init(parsing bytes: [UInt8], path: String) throws(CommandFailure) {
    do {
      self = try JSONDecoder().decode(Study.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw CommandFailure(.configuration, "\(path): \(Self.text(error))")
    } catch {
      throw CommandFailure(.configuration, "\(path): \(error)")
    }
    try check(path: path)
  }

  private static func text(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
      let keys = (context.codingPath + (key.map { [$0] } ?? [])).map { part in
        part.intValue.map { "\($0)" } ?? part.stringValue
      }
      return keys.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(place(context, key)) is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      let place = place(context)
      return place.isEmpty
        ? "expected one object, in braces" : "\(place): expected a value of type \(type)"
    case .dataCorrupted(let context):
      let place = place(context)
      guard place.isEmpty else { return "\(place): \(context.debugDescription)" }
      return
        "this is no JSON, or a number in it is not whole or too large: look at commas, brackets "
        + "and numbers"
    @unknown default: return "\(error)"
    }
  }

  private func check(path: String) throws(CommandFailure) {
    func require(_ condition: Bool, _ what: String) throws(CommandFailure) {
      guard condition else { throw CommandFailure(.configuration, "\(path): \(what)") }
    }
    try require(!families.isEmpty, "expected at least one family")
    for (name, count) in [("frames", frames), ("slow_frames", slowFrames)] {
      try require(count ?? 1 >= 1, "\(name) is \(count ?? 0), expected at least 1")
    }
    let sampleCounts = ScoreArguments.sampleCounts
    try require(
      samples.map(sampleCounts.contains) ?? true,
      "samples is \(samples ?? 0), expected 1 to \(sampleCounts.upperBound)")
    try require(
      fitFrames.map { !$0.isEmpty && $0.allSatisfy { $0 >= 2 } } ?? true,
      "fit_frames is \(fitFrames ?? []), expected numbers of at least 2")
    for name in families.map(\.name) + families.flatMap(\.sets).map(\.name) {
      try require(
        (1...60).contains(name.count) && !name.contains("|")
          && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control },
        "'\(name.withoutControls)' is no name: expected 1 to 60 characters, none of them | or a control"
      )
    }
    let files = families.map(\.fileName)
    try require(
      Set(files).count == files.count,
      "the families \(families.map(\.name)) cannot be told apart by letters and digits, as files are"
    )
    for family in families {
      let known = PublishedResults.families
      try require(
        family.published.map(known.contains) ?? true,
        "published of \(family.name) is '\(family.published ?? "")', expected one of "
          + known.joined(separator: ", "))
      try require(!family.sets.isEmpty, "\(family.name) has no sets")
      let names = family.sets.map(\.name)
      try require(Set(names).count == names.count, "two sets of \(family.name) have one name")
      let taken = [EvaluationResult.normalName, EvaluationReport.mixtureName]
      try require(
        !names.contains(where: taken.contains),
        "a set of \(family.name) is called one of \(taken.joined(separator: ", "))")
      let sources = [family.normal, family.heldOut, family.train].compactMap { $0 }
      for data in sources + family.sets.map(\.data) {
        do {
          _ = try DataSource(parsing: data)
        } catch {
          throw CommandFailure(.configuration, "\(path): \(family.name): \(error)")
        }
      }
    }
  }
}
