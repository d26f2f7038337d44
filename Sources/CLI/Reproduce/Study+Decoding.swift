/// A key of an object that is read strictly: one that is not known is refused.
private struct StrictKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// An object of a study.
private struct StrictObject {
  private let container: KeyedDecodingContainer<StrictKey>

  /// Opens the object, and refuses keys other than those known.
  init(_ decoder: any Decoder, known: [String]) throws {
    container = try decoder.container(keyedBy: StrictKey.self)
    for key in container.allKeys where !known.contains(key.stringValue) {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container,
        debugDescription: "unknown, expected some of \(known.joined(separator: ", "))")
    }
  }

  func required<Value: Decodable>(_ name: String) throws -> Value {
    try container.decode(Value.self, forKey: StrictKey(stringValue: name))
  }

  func optional<Value: Decodable>(_ name: String) throws -> Value? {
    try container.decodeIfPresent(Value.self, forKey: StrictKey(stringValue: name))
  }
}

extension Study: Decodable {
  init(from decoder: any Decoder) throws {
    let object = try StrictObject(
      decoder,
      known: ["frames", "slow_frames", "fit_frames", "samples", "seed", "families"])
    frames = try object.optional("frames")
    slowFrames = try object.optional("slow_frames")
    fitFrames = try object.optional("fit_frames")
    samples = try object.optional("samples")
    seed = try object.optional("seed")
    families = try object.required("families")
  }
}

extension Study.Family: Decodable {
  init(from decoder: any Decoder) throws {
    let object = try StrictObject(
      decoder,
      known: [
        "name", "published", "bundle", "diagonal", "normal", "held_out", "train", "backgrounds",
        "capacities", "sets",
      ])
    name = try object.required("name")
    published = try object.optional("published")
    bundle = try object.required("bundle")
    diagonal = try object.optional("diagonal")
    normal = try object.required("normal")
    heldOut = try object.required("held_out")
    train = try object.optional("train")
    backgrounds = try object.optional("backgrounds")
    capacities = try object.optional("capacities")
    sets = try object.required("sets")
  }
}

extension Study.NamedBundle: Decodable {
  init(from decoder: any Decoder) throws {
    let object = try StrictObject(decoder, known: ["name", "bundle"])
    name = try object.required("name")
    bundle = try object.required("bundle")
  }
}

extension Study.NamedSet: Decodable {
  init(from decoder: any Decoder) throws {
    let object = try StrictObject(decoder, known: ["name", "data"])
    name = try object.required("name")
    data = try object.required("data")
  }
}
