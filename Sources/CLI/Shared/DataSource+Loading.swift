internal import Core
internal import Datasets
internal import Glibc

extension DataSource {
  /// Reads DATA as an argument of a command.
  static let argument: @Sendable (String) throws -> DataSource = { try DataSource(parsing: $0) }

  /// The source with all its frames.
  var whole: DataSource { DataSource(kind: kind, region: region, brightness: brightness) }

  /// The source with only the frames of a range, counted in the whole.
  func restricted(to range: Range<Int>) -> DataSource {
    DataSource(kind: kind, range: range, region: region, brightness: brightness)
  }

  /// Whether two sources count the same frames, ranges, regions and brightness left aside.
  func isSameData(as other: DataSource) -> Bool {
    guard case .path(let path) = kind, case .path(let otherPath) = other.kind else {
      return kind == other.kind
    }
    return Self.resolved(path) == Self.resolved(otherPath)
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Returns the channels of the first frame: 1 for grey, also for synthetic frames, 3 for colour.
  func channels() throws(DataError) -> Int {
    var frames = try FrameStream(
      self, syntheticShape: ImageShape(height: 1, width: 1, channels: 1))
    return try frames.next()?.image.shape.channels ?? 1
  }

  /// Loads the frames in a model's shape, with progress.
  func load(
    preparedFor shape: ImageShape, seed: UInt64 = 0, on console: Console
  ) throws(DataError) -> LoadedFrames {
    let progress = ProgressLine(console: console)
    defer { progress.clear() }
    return try load(preparedFor: shape, seed: seed) { done, total in
      progress.update("loading", done, of: total)
    }
  }
}
