internal import FoundationEssentials

/// The files of a bundle: their names, and how each is read and written.
enum BundleFile {
  static let model = "model.json"
  static let weights = "weights.safetensors"
  static let calibration = "calibration.json"

  /// The most bytes a JSON file may have.
  private static let maximumJSONBytes = 64 << 20

  /// The most bytes a file of tensors may have.
  private static let maximumTensorBytes = 4 << 30

  static func path(_ bundle: String, _ name: String) -> String {
    bundle.hasSuffix("/") ? bundle + name : "\(bundle)/\(name)"
  }

  static func readJSON<Document: Decodable>(
    _ type: Document.Type, from path: String
  ) throws(BundleError) -> Document {
    let bytes = try bytes(of: path, maximum: maximumJSONBytes)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw .json(file: path, reason: reason(error))
    } catch {
      throw .json(file: path, reason: "\(error)")
    }
  }

  static func writeJSON(_ document: some Encodable, to path: String) throws(BundleError) {
    try write(json(document, for: path), to: path)
  }

  /// Returns a document as the bytes of its file.
  static func json(
    _ document: some Encodable, for path: String
  ) throws(BundleError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try [UInt8](encoder.encode(document)) + [UInt8(ascii: "\n")]
    } catch {
      throw .json(file: path, reason: "it cannot be written: \(error)")
    }
  }

  static func readTensors(
    from path: String
  ) throws(BundleError) -> (content: Safetensors, digest: String) {
    let bytes = try bytes(of: path, maximum: maximumTensorBytes)
    do {
      return (try Safetensors(parsing: bytes), Digest.sha256(bytes))
    } catch {
      throw .tensors(file: path, error)
    }
  }

  static func bytes(of path: String, maximum: Int) throws(BundleError) -> [UInt8] {
    do {
      return try OwnedFile.read(path, maximum: maximum)
    } catch {
      throw .file(error)
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(BundleError) {
    do {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw .file(error)
    }
  }

  private static func reason(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let keys = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      return keys.isEmpty ? "the file" : "'\(keys.joined(separator: "."))'"
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(place(context)) has no '\(key.stringValue)'"
    case .typeMismatch(let type, let context):
      return "\(place(context)) is not of type \(type)"
    case .valueNotFound(let type, let context):
      return "\(place(context)) is null, expected a value of type \(type)"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      // The decoder says no more than this.
      return "the file is not valid JSON, or a number in it is out of range; make it again"
    case .dataCorrupted(let context):
      return "\(place(context)) cannot be read as JSON: \(context.debugDescription)"
    @unknown default:
      return "\(error)"
    }
  }
}
