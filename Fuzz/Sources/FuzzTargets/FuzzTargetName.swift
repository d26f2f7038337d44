/// The targets by name: the folders of seeds and the words that `Fuzz/run` takes.
enum FuzzTargetName: String, CaseIterable {
  /// A message on a frame socket.
  case frame

  /// A file of tensors.
  case safetensors

  /// The files of a bundle that are JSON.
  case bundle

  /// A configuration file.
  case configuration

  /// What a client of the control socket sends.
  case control

  /// What a client of the replay socket sends.
  case replay

  /// A file with a CURVE key.
  case key

  /// What receives the inputs.
  var type: any FuzzTarget.Type {
    switch self {
    case .frame: FrameTarget.self
    case .safetensors: SafetensorsTarget.self
    case .bundle: BundleTarget.self
    case .configuration: ConfigurationTarget.self
    case .control: ControlTarget.self
    case .replay: ReplayTarget.self
    case .key: KeyTarget.self
    }
  }
}
