internal import ArgumentParser
internal import Datasets

/// `NAME=DATA`: a data set and the name to list it under.
struct NamedSource: Equatable {
  /// Names that files or the mixture have.
  private static let taken = ["normal", "overall", "report"]

  /// The name: letters, digits, `-`, `_` and `.`, so that it can name a file.
  let name: String

  /// The data.
  let source: DataSource

  /// Reads `NAME=DATA`.
  init(_ text: String) throws {
    guard let equals = text.firstIndex(of: "=") else {
      throw ValidationError("expected NAME=DATA")
    }
    name = String(text[..<equals])
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        || "-_.".unicodeScalars.contains($0)
    }
    guard isPlain, !name.isEmpty, !name.hasPrefix("."), !Self.taken.contains(name) else {
      throw ValidationError(
        "'\(name)' is no name: use letters, digits, - and _, and neither of "
          + Self.taken.joined(separator: ", "))
    }
    source = try DataSource(parsing: String(text[text.index(after: equals)...]))
  }
}
