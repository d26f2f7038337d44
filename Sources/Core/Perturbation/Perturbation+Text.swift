extension Perturbation: CustomStringConvertible {
  /// The kind as written on the command line, without its parameter.
  public var name: String {
    switch self {
    case .random: "random"
    case .svd: "svd"
    case .dct: "dct"
    case .gaussianBlur: "gaussian-blur"
    }
  }

  /// Reads a perturbation as written on the command line: `random`, `svd`, `dct` or `gaussian-blur`,
  /// alone or with its parameter, as in `random:0.3`.
  ///
  /// - Throws: `PerturbationError` if there is none of this name, or its parameter is no number or
  ///   out of range.
  public init(parsing text: String) throws(PerturbationError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let named = Self.defaults[String(parts[0])] else { throw .unknownKind(text) }
    let written = parts.count == 2 ? named.with(parameter: String(parts[1])) : named
    guard let written, written.isValid else {
      throw .invalidParameter(text: text, expected: named.expectation)
    }
    self = written
  }

  /// The perturbation as written on the command line, always with its parameter.
  public var description: String {
    switch self {
    case .random(let ratio): "random:\(ratio)"
    case .svd(let kept): "svd:\(kept)"
    case .dct(let kept): "dct:\(kept)"
    case .gaussianBlur(let sigma): "gaussian-blur:\(sigma)"
    }
  }

  /// Each kind by its name, with its default.
  private static let defaults: [String: Perturbation] = [
    "random": .random(), "svd": .svd(), "dct": .dct(), "gaussian-blur": .gaussianBlur(),
  ]

  /// The same kind with another parameter; nil if that is no number.
  private func with(parameter: String) -> Perturbation? {
    switch self {
    case .random: Double(parameter).map { .random(ratio: $0) }
    case .svd: Int(parameter).map { .svd(kept: $0) }
    case .dct: Int(parameter).map { .dct(kept: $0) }
    case .gaussianBlur: Double(parameter).map { .gaussianBlur(sigma: $0) }
    }
  }
}

extension Perturbation: Codable {
  /// Reads the text that `init(parsing:)` takes.
  ///
  /// - Throws: `DecodingError` if it names no perturbation.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(parsing: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the perturbation as `description` does.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
