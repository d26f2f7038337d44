internal import Core
internal import Storage

/// A training in the middle of its work, as `checkpoint.safetensors` of its bundle holds it.
///
/// Tensors: `weights/NAME`, `first_moment/NAME` and `second_moment/NAME` (F32, in file order), and
/// `step` (I64 `[1]`), `epoch_frames` (I64 `[1]`), `epoch_loss` (F64 `[1]`), `epoch_losses`
/// (F64 `[epochs done]`). Metadata: `checkpoint_version`, the names of `TrainingSetup.identity`,
/// and `commands`, one command line a line.
struct TrainingCheckpoint {
  /// The file within the bundle.
  static let fileName = "checkpoint.safetensors"

  private static let version = "1"
  private static let maximumBytes = 16 << 30

  /// What a checkpoint from before a name was added to the identity stands for.
  private static let earlierValues = ["perturbation": "none"]

  /// Where training was.
  var state: TrainingState

  /// The command lines so far.
  var commands: [String]

  /// Creates the checkpoint of a training that is at `state`.
  init(state: TrainingState, commands: [String]) {
    self.state = state
    self.commands = commands
  }

  /// The path in a bundle.
  static func path(in bundle: String) -> String {
    bundle.hasSuffix("/") ? bundle + fileName : "\(bundle)/\(fileName)"
  }

  /// Writes the checkpoint over the one before, whole or not at all.
  func write(to path: String, identity: [(name: String, value: String)]) throws(FileError) {
    var content = Safetensors()
    for (prefix, tensors) in [
      ("weights", state.weights), ("first_moment", state.firstMoments),
      ("second_moment", state.secondMoments),
    ] {
      for (name, tensor) in tensors { content.tensors["\(prefix)/\(name)"] = .float32(tensor) }
    }
    func one(_ value: Int) -> StoredTensor {
      .int64(Tensor(shape: [1], scalars: [Int64(value)]))
    }
    content.tensors["step"] = one(state.step)
    content.tensors["epoch_frames"] = one(state.epochFrames)
    content.tensors["epoch_loss"] = .float64(Tensor(shape: [1], scalars: [state.epochLoss]))
    content.tensors["epoch_losses"] = .float64(
      Tensor(shape: [state.epochLosses.count], scalars: state.epochLosses))
    content.metadata = Dictionary(uniqueKeysWithValues: identity.map { ($0.name, $0.value) })
    content.metadata["checkpoint_version"] = Self.version
    content.metadata["commands"] = commands.joined(separator: "\n")
    try AtomicFile.write(content.encoded(), to: path)
  }

  /// Reads a checkpoint of a training with the given identity.
  ///
  /// - Throws: `CommandFailure` that names the first difference if it is of another training.
  init(path: String, identity: [(name: String, value: String)]) throws {
    let bytes = try OwnedFile.read(path, maximum: Self.maximumBytes)
    let content: Safetensors
    do throws(SafetensorsError) {
      content = try Safetensors(parsing: bytes)
      state = try Self.state(of: content)
    } catch {
      throw CommandFailure(
        .data, "\(path): \(error); delete it to begin the training anew")
    }
    let expected = [("checkpoint_version", Self.version)] + identity.map { ($0.name, $0.value) }
    for (name, value) in expected {
      let found = content.metadata[name] ?? Self.earlierValues[name]
      guard found == value else {
        throw CommandFailure(
          .usage,
          "\(path) is of a training with \(name) \(found ?? "not stated"), this one has \(value): "
            + "give the options it was begun with, or delete it to begin anew")
      }
    }
    commands = (content.metadata["commands"] ?? "").split(separator: "\n").map(String.init)
  }

  private static func state(of content: Safetensors) throws(SafetensorsError) -> TrainingState {
    func tensors(_ prefix: String) throws(SafetensorsError) -> [String: Tensor<Float>] {
      var tensors: [String: Tensor<Float>] = [:]
      for name in content.tensors.keys where name.hasPrefix("\(prefix)/") {
        tensors[String(name.dropFirst(prefix.count + 1))] = try content.float32(name)
      }
      return tensors
    }
    return TrainingState(
      step: Int(try content.int64("step", shape: [1]).scalars[0]),
      epochLoss: try content.float64("epoch_loss", shape: [1]).scalars[0],
      epochFrames: Int(try content.int64("epoch_frames", shape: [1]).scalars[0]),
      epochLosses: try content.float64("epoch_losses").scalars, weights: try tensors("weights"),
      firstMoments: try tensors("first_moment"), secondMoments: try tensors("second_moment"))
  }
}
