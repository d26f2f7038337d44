import FoundationEssentials

/// The members of a JSON object: numbers as `Double`, strings, booleans, arrays of numbers or
/// strings, and objects and arrays of objects likewise.
struct JSONMembers: Decodable {
  var members: [String: Any] = [:]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSONMembers.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    for key in values.allKeys {
      let name = key.stringValue
      if let value = try? values.decode(Bool.self, forKey: key) {
        members[name] = value
      } else if let value = try? values.decode(Double.self, forKey: key) {
        members[name] = value
      } else if let value = try? values.decode([Double].self, forKey: key) {
        members[name] = value
      } else if let value = try? values.decode([String].self, forKey: key) {
        members[name] = value
      } else if let value = try? values.decode([JSONMembers].self, forKey: key) {
        members[name] = value.map(\.members)
      } else if let value = try? values.decode(JSONMembers.self, forKey: key) {
        members[name] = value.members
      } else if try !values.decodeNil(forKey: key) {
        members[name] = try values.decode(String.self, forKey: key)
      }
    }
  }
}
