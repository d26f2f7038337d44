internal import Datasets
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
      let keys = (context.codingPath + (key.map { [$0] } ?? [])).map(\.stringValue)
      return keys.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(place(context, key)) is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "\(place(context)): expected a value of type \(type)"
    case .dataCorrupted(let context):
      let place = place(context)
      return (place.isEmpty ? "" : "\(place): ") + context.debugDescription
    @unknown default: return "\(error)"
    }
  }

  private func check(path: String) throws(CommandFailure) {
    func require(_ condition: Bool, _ what: String) throws(CommandFailure) {
      guard condition else { throw CommandFailure(.configuration, "\(path): \(what)") }
    }
    try require(!families.isEmpty, "expected at least one family")
    for count in [frames, slowFrames, samples].compactMap({ $0 }) + (fitFrames ?? []) {
      try require(count >= 1, "a number of frames or samples is \(count), expected at least 1")
    }
    for family in families {
      let known = PublishedResults.families
      try require(
        family.published.map(known.contains) ?? true,
        "published of \(family.name) is '\(family.published ?? "")', expected one of "
          + known.joined(separator: ", "))
      try require(!family.sets.isEmpty, "\(family.name) has no sets")
      let names = family.sets.map(\.name)
      try require(Set(names).count == names.count, "two sets of \(family.name) have one name")
      for data in [family.normal, family.heldOut] + family.sets.map(\.data) {
        do {
          _ = try DataSource(parsing: data)
        } catch {
          throw CommandFailure(.configuration, "\(path): \(family.name): \(error)")
        }
      }
    }
  }
}
