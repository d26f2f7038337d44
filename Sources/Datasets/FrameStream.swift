public import Core

/// The frames of a data source one after the other, in their own size or that of the source's
/// region, and of its brightness; nothing is kept.
public struct FrameStream {
  private var reader: any FrameReader
  private let source: DataSource
  private let wanted: Range<Int>
  private var index = 0

  /// Opens a source.
  ///
  /// - Parameters:
  ///   - source: Where the frames come from.
  ///   - shape: The size of `noise:` and `constant:`, which have none of their own.
  ///   - seed: What determines `noise:` and `constant:`.
  /// - Throws: `DataError`, also for a range beyond the end.
  public init(
    _ source: DataSource, syntheticShape shape: ImageShape, seed: UInt64 = 0
  ) throws(DataError) {
    self.source = source
    reader = try source.reader(syntheticShape: shape, seed: seed)
    wanted = source.range ?? 0..<reader.count
    guard wanted.upperBound <= reader.count else {
      throw .rangeBeyondEnd(source: source.base, range: wanted, count: reader.count)
    }
    guard !wanted.isEmpty else { throw .empty(source: source.base) }
  }

  /// The number of frames.
  public var count: Int { wanted.count }

  /// Reads the next frame; nothing after the last.
  ///
  /// - Returns: The image, and its path within a folder or its source and number.
  /// - Throws: `DataError` if the frame cannot be read.
  public mutating func next() throws(DataError) -> (image: Image, name: String)? {
    while index < wanted.lowerBound {
      try reader.skip()
      index += 1
    }
    guard index < wanted.upperBound else { return nil }
    index += 1
    let frame = try reader.next()
    return (source.brightened(try source.part(of: frame)), frame.name)
  }
}
