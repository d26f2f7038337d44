public import Core
internal import Imaging

extension DataSource {
  /// Is told how many of how many frames are loaded; once a frame.
  public typealias Progress = (_ loaded: Int, _ total: Int) -> Void

  /// The most bytes that loaded frames may take: 8 GiB.
  static let maximumBytes = 8 << 30

  /// Loads the frames in a model's shape: channels converted, then resized, then multiplied by the
  /// source's brightness.
  ///
  /// Compressed files are read as a stream, so that what they unpack to is bounded by the size
  /// their header states and by `#FROM..TO`. With a range that ends before the file does, the rest
  /// is not read, nor its checksum checked.
  ///
  /// - Parameters:
  ///   - shape: The model's input shape.
  ///   - seed: What determines `noise:` and `constant:`; files do not depend on it.
  ///   - progress: Is called after every frame.
  /// - Returns: The frames, with a name each.
  /// - Throws: `DataError`; no frame is left out silently.
  public func load(
    preparedFor shape: ImageShape, seed: UInt64 = 0, progress: Progress = { _, _ in }
  ) throws(DataError) -> LoadedFrames {
    switch kind {
    case .noise(let count):
      return try generate(count, shape: shape, progress: progress) { index in
        SyntheticFrames.noise(index, shape: shape, seed: seed)
      }
    case .constant(let count):
      return try generate(count, shape: shape, progress: progress) { index in
        SyntheticFrames.constant(index, shape: shape, seed: seed)
      }
    case .fashionMNIST(let part):
      return try load(part, from: FashionMNIST.folder, preparedFor: shape, progress: progress)
    case .path(let path):
      return try load(path: path, preparedFor: shape, progress: progress)
    }
  }

  /// Loads a part of Fashion-MNIST from another folder than the package's.
  func load(
    _ part: FashionMNIST, from folder: String, preparedFor shape: ImageShape, progress: Progress
  ) throws(DataError) -> LoadedFrames {
    let path = part.imagesPath(in: folder)
    do {
      return try load(path: path, preparedFor: shape, progress: progress)
    } catch .notFound(let path) {
      throw .packageMissing(path: path)
    }
  }

  private func load(
    path: String, preparedFor shape: ImageShape, progress: Progress
  ) throws(DataError) -> LoadedFrames {
    var reader = try Self.reader(of: path)
    return try collect(&reader, shape: shape, progress: progress)
  }

  private func generate(
    _ count: Int, shape: ImageShape, progress: Progress, make: (Int) -> Image
  ) throws(DataError) -> LoadedFrames {
    let wanted = try wantedFrames(of: count, shape: shape)
    var frames = LoadedFrames(shape: shape)
    for index in wanted {
      frames.append(brightened(make(index)), name: "\(base)#\(index)")
      progress(frames.count, wanted.count)
    }
    return frames
  }

  private func collect(
    _ reader: inout some FrameReader, shape: ImageShape, progress: Progress
  ) throws(DataError) -> LoadedFrames {
    let wanted = try wantedFrames(of: reader.count, shape: shape)
    var frames = LoadedFrames(shape: shape)
    var resizer: ImageResizer?
    for index in 0..<wanted.upperBound {
      guard wanted.contains(index) else {
        try reader.skip()
        continue
      }
      let frame = try reader.next()
      let image = try part(of: frame).converted(toChannels: shape.channels)
      if resizer?.input != image.shape {
        resizer = ImageResizer(from: image.shape, height: shape.height, width: shape.width)
      }
      frames.append(brightened(resizer?.resize(image) ?? image), name: frame.name)
      progress(frames.count, wanted.count)
    }
    if wanted.upperBound == reader.count { try reader.finish() }
    return frames
  }

  private func wantedFrames(of count: Int, shape: ImageShape) throws(DataError) -> Range<Int> {
    precondition(
      shape.count > 0 && [1, 3].contains(shape.channels), "no frames can be made of \(shape)")
    let wanted = range ?? 0..<count
    guard wanted.upperBound <= count else {
      throw .rangeBeyondEnd(source: base, range: wanted, count: count)
    }
    guard !wanted.isEmpty else { throw .empty(source: base) }
    guard wanted.count <= Self.maximumBytes / shape.count else {
      throw .tooLarge(source: base, frames: wanted.count, maximumBytes: Self.maximumBytes)
    }
    return wanted
  }
}
