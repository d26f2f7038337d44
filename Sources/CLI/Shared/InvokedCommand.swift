/// The command line of this process, as it is recorded and repeated to the user.
enum InvokedCommand {
  /// The command line with the program's bare name.
  static var text: String { text(of: Array(CommandLine.arguments.dropFirst())) }

  /// `rose` with arguments, quoted for a shell where that is needed.
  static func text(of arguments: [String]) -> String {
    (["rose"] + arguments.map(quoted)).joined(separator: " ")
  }

  private static func quoted(_ argument: String) -> String {
    let plain = "_-./:=,+@%#"
    let isPlain = argument.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || plain.unicodeScalars.contains($0)
    }
    guard !isPlain || argument.isEmpty || argument.hasPrefix("#") else { return argument }
    let escaped = argument.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''")
    return "'\(escaped)'"
  }
}
