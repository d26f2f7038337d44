internal import ArgumentParser
internal import Messaging

/// Makes a CURVE key: who this machine is, for connections that are encrypted.
struct KeygenCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "keygen", abstract: "Make a CURVE key, for rosed or for a client of it.",
    discussion: """
      Writes NAME.secret, which nobody but its owner may read, and NAME.public, which goes to the \
      other side; prints the public key. docs/security.md says where the files belong.
      """)

  @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var out = "."

  @Option(help: "Whose key it is: the name of the two files, and of the client on an allow-list.")
  var name = "curve"

  @Flag(help: "Replace files of this name: whoever knows the old key is shut out.")
  var force = false

  func validate() throws {
    guard EventTopic.isValidSourceName(name) else {
      throw ValidationError(
        "--name is \"\(name)\", expected 1 to 64 letters, digits, '-', '_' and '.'.")
    }
  }

  func run(on console: Console) throws {
    do {
      let key = try CurveSecretKey.generate()
      try CurveKeyFile.write(key, to: out, name: name, replaces: force)
      try console.line("\(key.publicKey)")
      let files = [CurveKeyFile.Half.secret, .public]
        .map { CurveKeyFile.path(in: out, name: name, half: $0) }
      console.note("wrote \(files[0]), to be kept here, and \(files[1]), for the other side")
    } catch let error as CurveKeyError {
      throw CommandFailure(.inputOutput, "\(error)")
    }
  }
}
