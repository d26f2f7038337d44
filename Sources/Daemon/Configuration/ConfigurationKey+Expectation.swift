extension ConfigurationKey.Kind {
  /// What the key takes, in words for an error message.
  var expectation: String {
    switch self {
    case .text: "a string"
    case .path: "a path"
    case .name: "a name of 1 to 64 letters, digits, '.', '_' and '-'"
    case .endpoint: "an endpoint such as \"sub+connect:tcp://camera:5555\""
    case .choice(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .mode: "an access mode such as \"0660\""
    case .integer(let range):
      "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a finite number"
    case .between(let low, let high): "a number between \(low) and \(high), both excluded"
    case .boolean: "true or false"
    case .duration(let range):
      "a time from \(range.lowerBound.shortText) to \(range.upperBound.shortText) with its unit, "
        + "such as \"5ms\" or \"10s\""
    case .region:
      "a region \"X,Y,WIDTH,HEIGHT\" in pixels, such as \"100,50,640,480\""
    case .size(let range):
      "a size from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound)) with "
        + "its unit, such as \"64MiB\""
    }
  }
}
