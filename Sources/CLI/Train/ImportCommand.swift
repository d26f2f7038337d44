internal import ArgumentParser
internal import Core
internal import Storage

/// Makes a bundle of weights that another program trained.
struct ImportCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a bundle of weights trained elsewhere.",
    discussion: """
      WEIGHTS is a safetensors file with the tensor names of a bundle (encoder.conv1.weight, …), in \
      PyTorch's order. The sizes of the model follow from the shapes.
      """)

  @Argument(help: "The safetensors file.")
  var weights: String

  @Option(help: "The folder of the bundle to make, such as camera.rose.")
  var out: String

  func run(on console: Console) throws {
    let (model, origin) = try ModelBundle.importWeights(from: weights)
    try BundleFolder.create(out)
    let architecture = model.architecture
    try withExtendedLifetime(FolderClaim(out)) {
      try BundleFolder.requireEmpty(out)
      try ModelBundle.writeModel(
        model,
        description: ModelDescription(
          architecture: architecture, origin: origin, laterCommands: [InvokedCommand.text]),
        at: out)
    }
    console.note(
      "imported \(origin.file): \(architecture.channels.counted("channel")), "
        + "\(architecture.features) features, \(architecture.latent) latent")
    console.note("Next: rose fit \(out) DATA, then rose calibrate \(out) OTHER-DATA")
    try console.line(out)
  }
}
