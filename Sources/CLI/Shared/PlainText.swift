extension String {
  /// The text with control characters and line breaks escaped as in Swift: `\n`, `\u{1B}`.
  ///
  /// Names from outside stay on their line, and tell a terminal nothing.
  var withoutControls: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        text += scalar.escaped(asASCII: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
