internal import FoundationEssentials

/// JSON as events and the control protocol write and read it.
///
/// Keys are sorted and slashes bare. Numbers that JSON lacks are the texts `Infinity`,
/// `-Infinity` and `NaN`: a score can be infinite.
public enum EventCoding {
  /// Encodes a value of a type that cannot fail to encode.
  public static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    do { return [UInt8](try encoder.encode(value)) } catch {
      preconditionFailure("\(type(of: value)) does not encode: \(error)")
    }
  }

  /// Decodes a value; nothing where the bytes are not one.
  ///
  /// - Parameters:
  ///   - type: The type of the value.
  ///   - bytes: The JSON.
  ///   - maximumDepth: How deep arrays and objects may nest, checked before decoding.
  /// - Returns: The value, or nothing.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], maximumDepth: Int = 16
  ) -> Value? {
    guard (try? JSONParser.parse(bytes, maximumDepth: maximumDepth)) != nil else { return nil }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try? decoder.decode(type, from: Data(bytes))
  }
}
