/// How wide text is, nearly, in DejaVu Sans and in Verdana, the fonts that charts ask for.
///
/// Other fonts are narrower, as a rule.
enum TextWidth {
  /// The font of charts.
  static let family = "DejaVu Sans, Verdana, Arial, sans-serif"

  /// Returns the width of a text, in pixels at a size in pixels.
  static func of(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + width($1) } * size
  }

  /// Returns the text, or as much of its beginning as fits into a width, with an ellipsis.
  static func fitted(_ text: String, size: Double, width limit: Double) -> String {
    guard of(text, size: size) > limit else { return text }
    var (fitted, taken) = ("", width("…") * size)
    for character in text {
      taken += width(character) * size
      guard taken <= limit else { break }
      fitted.append(character)
    }
    return fitted + "…"
  }

  /// In units of the size.
  private static func width(_ character: Character) -> Double {
    switch character {
    case "i", "j", "l", "'", "|", ".", ",", " ": 0.32
    case "f", "t", "r", "I", "(", ")", "[", "]", "-", "/", ":", ";", "!", "\"": 0.41
    case "m", "w", "M", "W", "@", "%", "…": 1
    case "A"..."Z", "&": 0.74
    case "−", "+", "=", "<", ">", "~", "#": 0.84
    default: character.unicodeScalars.contains { $0.value >= 0x1100 } ? 1 : 0.63
    }
  }
}
