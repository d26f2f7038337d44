internal import Core

extension DataSource {
  /// Opens all frames of the source, whatever its range, in their own size.
  ///
  /// - Parameters:
  ///   - shape: The size of synthetic frames.
  ///   - seed: What determines synthetic frames.
  /// - Returns: A reader that stands at the first frame.
  /// - Throws: `DataError` if the source cannot be opened.
  func reader(
    syntheticShape shape: ImageShape, seed: UInt64
  ) throws(DataError) -> any FrameReader {
    switch kind {
    case .noise(let count):
      return SyntheticReader(count: count, base: base) {
        SyntheticFrames.noise($0, shape: shape, seed: seed)
      }
    case .constant(let count):
      return SyntheticReader(count: count, base: base) {
        SyntheticFrames.constant($0, shape: shape, seed: seed)
      }
    case .fashionMNIST(let part):
      do { return try Self.reader(of: part.imagesPath()) } catch .notFound(let path) {
        throw .packageMissing(path: path)
      }
    case .path(let path):
      return try Self.reader(of: path)
    }
  }

  /// Opens a folder or file of frames; its name and the file system tell which kind it is.
  static func reader(of path: String) throws(DataError) -> any FrameReader {
    if try InputFile.isFolder(path) { return try ImageFolder(path: path) }
    if ImageFolder.isImage(path) { return ImageFolder(image: path) }
    let name = path.lowercased()
    if name.hasSuffix(".bin") { return try CIFARFile(path: path) }
    return name.hasSuffix(".mat") ? try MATFile(path: path) : try IDXFile(path: path)
  }
}
