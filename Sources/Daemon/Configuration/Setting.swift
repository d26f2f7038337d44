internal import Core
internal import Messaging

/// A value that has been checked against its key, in the form the program uses.
enum Setting: Equatable, Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case duration(Duration)
  case endpoint(Endpoint)
  case region(ImageRegion)

  /// Checks a stated value against what its key takes.
  ///
  /// - Throws: What was expected, in words.
  init(_ value: ConfigurationValue, kind: ConfigurationKey.Kind) throws(SettingFault) {
    switch (kind, value) {
    case (.text, .string(let text)):
      self = .text(text)
    case (.path, .string(let text)) where !text.isEmpty:
      self = .text(text)
    case (.name, .string(let text)) where EventTopic.isValidSourceName(text):
      self = .text(text)
    case (.endpoint(let kinds), .string(let text)):
      self = .endpoint(try Self.endpoint(text, kinds: kinds))
    case (.choice(let words), .string(let text)) where words.contains(text):
      self = .text(text)
    case (.mode, .string(let text)):
      guard text.utf8.count == 4, text.hasPrefix("0"), let mode = Int(text, radix: 8) else {
        throw SettingFault(expected: kind.expectation)
      }
      self = .integer(mode)
    case (.integer(let range), .integer(let number)) where range.contains(number):
      self = .integer(number)
    case (.number, .number(let number)) where number.isFinite:
      self = .number(number)
    case (.number, .integer(let number)):
      self = .number(Double(number))
    case (.between(let low, let high), .number(let number)) where low < number && number < high:
      self = .number(number)
    case (.boolean, .boolean(let flag)):
      self = .boolean(flag)
    case (.duration(let range), .string(let text)):
      guard let duration = Duration(parsing: text), range.contains(duration) else {
        throw SettingFault(expected: kind.expectation)
      }
      self = .duration(duration)
    case (.region, .string(let text)):
      guard let region = ImageRegion(parsing: text) else {
        throw SettingFault(expected: kind.expectation)
      }
      self = .region(region)
    case (.size(let range), .string(let text)):
      guard let bytes = ByteSize.parse(text), range.contains(bytes) else {
        throw SettingFault(expected: kind.expectation)
      }
      self = .integer(bytes)
    default:
      throw SettingFault(expected: kind.expectation)
    }
  }

  private static func endpoint(
    _ text: String, kinds: [String]
  ) throws(SettingFault) -> Endpoint {
    let endpoint: Endpoint
    do { endpoint = try Endpoint(parsing: text) } catch {
      throw SettingFault(expected: "an endpoint: \(error)")
    }
    guard kinds.contains(endpoint.kind.rawValue) else {
      throw SettingFault(
        expected: "an endpoint of type \(kinds.joined(separator: " or "))")
    }
    return endpoint
  }
}

/// A value its key does not take.
struct SettingFault: Error {
  /// What the key takes, in words.
  let expected: String
}
