/// The labels of an IDX file with one axis (`idx1`), plain or packed.
public enum IDXLabels {
  /// Reads the labels, one byte a frame.
  public static func read(path: String) throws(DataError) -> [UInt8] {
    let stream = try openStream(path: path)
    let sizes = try IDXFile.header(from: stream).sizes
    guard sizes.count == 1 else {
      throw .malformed(path: path, reason: "IDX data of sizes \(sizes) are not labels")
    }
    // Grown as bytes come, so that a lying header allocates nothing.
    var labels: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while labels.count <= sizes[0] {
      let found = try stream.fill(&block)
      labels += block.prefix(found)
      if found < block.count { break }
    }
    guard labels.count == sizes[0] else {
      throw .malformed(
        path: path,
        reason: "the header states \(sizes[0]) labels, the file holds "
          + (labels.count > sizes[0] ? "more" : "\(labels.count)"))
    }
    return labels
  }
}
