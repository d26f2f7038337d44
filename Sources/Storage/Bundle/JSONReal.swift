/// A real number in JSON, where infinity is the string `"infinity"`.
struct JSONReal: Codable, Equatable {
  let value: Double

  init(_ value: Double) {
    self.value = value
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      guard text == "infinity" else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "'\(text)' is neither a number nor 'infinity'")
      }
      value = .infinity
    } else {
      value = try container.decode(Double.self)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value == .infinity {
      try container.encode("infinity")
    } else {
      try container.encode(value)
    }
  }
}
