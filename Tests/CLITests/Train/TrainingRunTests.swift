import Core
import CoreTesting
import Datasets
import Storage
import Testing

@testable import CLI

@Suite struct TrainingRunTests {
  private let folder = TemporaryFolder()
  private let captured = CapturedConsole()

  /// 40 frames, 4 held out, 5 steps an epoch, 3 epochs: an epoch's last batch has 4 frames.
  private func setup(
    seed: UInt64 = 3, epochs: Int = 3, perturbation: Perturbation? = nil
  ) throws -> TrainingSetup {
    try TrainingSetup(
      source: DataSource(parsing: "noise:40"), channels: nil, features: 2, latent: 3, holdOut: nil,
      options: TrainingOptions(
        epochs: epochs, batchSize: 8, schedule: .cosine, seed: seed, perturbation: perturbation),
      on: captured.console)
  }

  /// Asks to stop once `steps` steps are done.
  private func run(
    _ setup: TrainingSetup, _ bundle: String, resumes: Bool = false, stopAfter steps: Int? = nil,
    checkpointSeconds: Double = 1000, onStep: @escaping () -> Void = {}
  ) throws -> Int32? {
    var calls = 0
    return try TrainingRun(
      setup, bundle: folder.path(of: bundle), resumes: resumes, command: "rose train --test",
      checkpointSeconds: checkpointSeconds, console: captured.console,
      interruption: {
        defer { calls += 1 }
        if calls > 0 { onStep() }
        return calls == steps ? 15 : nil
      }
    ).run()
  }

  @Test("an interrupted and resumed training gives the same bytes of weights")
  func resumesBitExactly() throws {
    #expect(try run(setup(), "whole.rose") == nil)
    // In the middle of an epoch, then at the end of one.
    #expect(try run(setup(), "parts.rose", stopAfter: 3) == 15)
    #expect(try folder.names().contains("parts.rose"))
    #expect(try run(setup(), "parts.rose", resumes: true, stopAfter: 2) == 15)
    #expect(try run(setup(), "parts.rose", resumes: true) == nil)
    #expect(
      try folder.read("whole.rose/weights.safetensors")
        == folder.read("parts.rose/weights.safetensors"))
    let whole = try ModelBundle.loadModel(at: folder.path(of: "whole.rose")).description.training
    let parts = try ModelBundle.loadModel(at: folder.path(of: "parts.rose")).description.training
    #expect(whole?.finalLoss == parts?.finalLoss)
    #expect(whole?.commands.count == 1)
    #expect(parts?.commands.count == 3)
  }

  @Test("a checkpoint is written now and then and removed with the model's completion")
  func writesCheckpoints() throws {
    var seen = 0
    let path = folder.path(of: "b.rose/checkpoint.safetensors")
    let stopped = try run(setup(), "b.rose", checkpointSeconds: 0) {
      if BundleFolder.exists(path) { seen += 1 }
    }
    #expect(stopped == nil)
    #expect(seen == 14)
    #expect(!BundleFolder.exists(path))
  }

  @Test("the record names data, frames, epochs and what was held out")
  func records() throws {
    #expect(try run(setup(), "b.rose") == nil)
    let description = try ModelBundle.loadModel(at: folder.path(of: "b.rose")).description
    let record = try #require(description.training)
    #expect(record.data == "noise:40")
    #expect(record.frames == 36)
    #expect(record.epochs == 3)
    #expect(record.seed == 3)
    #expect(record.heldOut == .range(36..<40))
    #expect(record.commands == ["rose train --test"])
    #expect(record.finalLoss.isFinite)
    #expect(record.perturbation == nil)
  }

  @Test("held-out frames of a range are counted in the whole source")
  func countsInWholeSource() throws {
    let setup = try TrainingSetup(
      source: DataSource(parsing: "noise:100#20..60"), channels: 3, features: 2, latent: 3,
      holdOut: 10, options: TrainingOptions(), on: captured.console)
    #expect(setup.trainedRange == 20..<50)
    #expect(setup.heldOutRange == 50..<60)
    #expect(setup.frames.count == 30)
    #expect(setup.frames.shape.channels == 3)
  }

  @Test("a checkpoint of other options is refused with both values")
  func refusesOtherOptions() throws {
    #expect(try run(setup(), "b.rose", stopAfter: 1) == 15)
    let error = #expect(throws: CommandFailure.self) {
      try run(setup(seed: 4), "b.rose", resumes: true)
    }
    #expect(error?.status == .usage)
    #expect(error?.description.contains("seed 3, this one has 4") == true)
  }

  @Test("a checkpoint of another perturbation is refused, none being one")
  func refusesOtherPerturbation() throws {
    #expect(try run(setup(perturbation: .svd(kept: 4)), "b.rose", stopAfter: 1) == 15)
    for (perturbation, text) in [(nil, "none"), (Perturbation.svd(kept: 5), "svd:5")] {
      let error = #expect(throws: CommandFailure.self) {
        try run(setup(perturbation: perturbation), "b.rose", resumes: true)
      }
      #expect(error?.status == .usage)
      #expect(error?.description.contains("perturbation svd:4, this one has \(text)") == true)
    }
    #expect(try run(setup(perturbation: .svd(kept: 4)), "b.rose", resumes: true) == nil)
    let description = try ModelBundle.loadModel(at: folder.path(of: "b.rose")).description
    #expect(description.training?.perturbation == .svd(kept: 4))
  }

  @Test("a checkpoint from before there were perturbations is one without")
  func readsEarlierCheckpoint() throws {
    #expect(try run(setup(), "b.rose", stopAfter: 1) == 15)
    let name = "b.rose/checkpoint.safetensors"
    var content = try Safetensors(parsing: folder.read(name))
    #expect(content.metadata.removeValue(forKey: "perturbation") == "none")
    try folder.write(content.encoded(), to: name)
    #expect(throws: CommandFailure.self) {
      try run(setup(perturbation: .random()), "b.rose", resumes: true)
    }
    #expect(try run(setup(), "b.rose", resumes: true) == nil)
  }

  @Test("a checkpoint whose frames have changed since is refused")
  func refusesOtherFrames() throws {
    var file: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 2, 0, 0, 0, 2]
    file += (0..<40).map { UInt8($0) }
    func setup() throws -> TrainingSetup {
      try TrainingSetup(
        source: DataSource(parsing: folder.write(file, to: "frames.idx")), channels: 1,
        features: 2, latent: 3, holdOut: 0, options: TrainingOptions(epochs: 3, batchSize: 5),
        on: captured.console)
    }
    #expect(try run(setup(), "b.rose", stopAfter: 1) == 15)
    file[30] ^= 0x80
    let error = #expect(throws: CommandFailure.self) {
      try run(setup(), "b.rose", resumes: true)
    }
    #expect(error?.status == .usage)
    #expect(error?.description.contains("frames_sha256") == true)
    // It is the change that is refused.
    file[30] ^= 0x80
    #expect(try run(setup(), "b.rose", resumes: true) == nil)
  }

  @Test("a new training refuses a folder with a checkpoint, or with a model")
  func refusesOverwriting() throws {
    #expect(try run(setup(), "b.rose", stopAfter: 1) == 15)
    #expect(throws: CommandFailure.self) { try run(setup(), "b.rose") }
    #expect(try run(setup(), "b.rose", resumes: true) == nil)
    let error = #expect(throws: CommandFailure.self) { try run(setup(), "b.rose") }
    #expect(error?.description.contains("has a model already") == true)
  }

  @Test("resuming where there is no checkpoint says so")
  func needsCheckpoint() throws {
    let error = #expect(throws: CommandFailure.self) {
      try run(setup(), "b.rose", resumes: true)
    }
    #expect(error?.status == .noInput)
  }

  @Test("a damaged checkpoint is refused, at any length")
  func refusesDamage() throws {
    #expect(try run(setup(), "b.rose", stopAfter: 1) == 15)
    let name = "b.rose/checkpoint.safetensors"
    let bytes = try folder.read(name)
    for length in [0, 7, 100, bytes.count / 2, bytes.count - 1] {
      try folder.write(Array(bytes.prefix(length)), to: name)
      let error = #expect(throws: CommandFailure.self) {
        try run(setup(), "b.rose", resumes: true)
      }
      #expect(error?.status == .data)
    }
  }

  @Test("training goes on from another model, whose sizes and record count")
  func goesOnFromModel() throws {
    #expect(try run(setup(), "first.rose") == nil)
    let initial = try ModelBundle.loadModel(at: folder.path(of: "first.rose"))
    func next(_ holdOut: Int) throws -> TrainingSetup {
      try TrainingSetup(
        source: DataSource(parsing: "noise:40"), channels: nil, features: 7, latent: 7,
        holdOut: holdOut,
        options: TrainingOptions(epochs: 1, batchSize: 8, learningRate: 1e-9), initial: initial,
        on: captured.console)
    }
    #expect(try run(next(4), "second.rose") == nil)
    let second = try ModelBundle.loadModel(at: folder.path(of: "second.rose"))
    #expect(second.model.architecture == initial.model.architecture)
    #expect(second.description.training?.commands.count == 2)
    // Five steps of at most 1e-9 away from the first model; another start would be .01 away.
    let name = "encoder.conv1.weight"
    let (before, after) = (
      try #require(initial.model.weights[name]), try #require(second.model.weights[name])
    )
    #expect(before != after)
    #expect(zip(before.scalars, after.scalars).allSatisfy { abs($0 - $1) < 1e-7 })
    #expect(try next(4).initialModelWarning == nil)
    #expect(try next(10).initialModelWarning?.contains("6 frames to be held out") == true)
  }

  @Test("the channels are those of the data unless asked otherwise")
  func detectsChannels() throws {
    var record = [UInt8](repeating: 0, count: 3073)
    record[0] = 3
    let colour = try folder.write(Array([record, record].joined()), to: "colour.bin")
    let grey = try folder.write(
      [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2] + (0..<8), to: "grey.idx")
    let folderPath = folder.path(of: "images")
    try folder.write(PNGBytes.grey(width: 2, height: 2, [1, 2, 3, 4]), to: "images/a.png")
    #expect(try DataSource(parsing: colour).channels() == 3)
    #expect(try DataSource(parsing: grey).channels() == 1)
    #expect(try DataSource(parsing: folderPath).channels() == 1)
    #expect(try DataSource(parsing: "noise:5").channels() == 1)
    #expect(throws: DataError.self) { try DataSource(parsing: "\(grey)#2..3").channels() }
  }

  @Test("keeping out every frame is an error of usage")
  func refusesHoldingOutAll() throws {
    let error = #expect(throws: CommandFailure.self) {
      try TrainingSetup(
        source: DataSource(parsing: "noise:5"), channels: 1, features: 2, latent: 3, holdOut: 5,
        options: TrainingOptions(), on: captured.console)
    }
    #expect(error?.status == .usage)
  }

  @Test("an interruption is told with the command that goes on")
  func tellsHowToGoOn() throws {
    #expect(try run(setup(), "b.rose", stopAfter: 2) == 15)
    #expect(captured.messages.contains("interrupted at step 2 of 15"))
    #expect(captured.messages.contains("Go on with: rose train --test --resume\n"))
  }
}
