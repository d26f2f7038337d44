internal import Storage

extension ModelDescription {
  /// Adds the command line that runs to the bundle's description, unless it is there.
  func recordCommand(in bundle: String) throws(BundleError) {
    let command = InvokedCommand.text
    let known = (training?.commands ?? []) + (laterCommands ?? [])
    guard !known.contains(command) else { return }
    var description = self
    description.laterCommands = (laterCommands ?? []) + [command]
    try ModelBundle.writeDescription(description, at: bundle)
  }
}
