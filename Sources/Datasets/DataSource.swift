/// What DATA on the command line names: where frames come from, and which of them.
public struct DataSource: Equatable, Sendable, CustomStringConvertible {
  /// A kind of source.
  public enum Kind: Equatable, Sendable {
    /// A folder of JPEG and PNG images, an IDX file or a CIFAR file; the file system tells which.
    case path(String)
    /// A part of Fashion-MNIST, from the Debian package dataset-fashion-mnist.
    case fashionMNIST(FashionMNIST)
    /// So many frames of independent uniform values.
    case noise(count: Int)
    /// So many frames of one uniform value a channel.
    case constant(count: Int)
  }

  /// The kind of source, and where it is.
  public let kind: Kind

  /// The frames wanted, counted from 0; nil for all.
  public let range: Range<Int>?

  /// Creates a source from its parts.
  public init(kind: Kind, range: Range<Int>? = nil) {
    self.kind = kind
    self.range = range
  }

  /// Reads a source as written on the command line, such as `fashion-mnist:test#0..3000`.
  ///
  /// - Throws: `DataError.invalidSource`. Whether a path exists is seen when it is loaded.
  public init(parsing text: String) throws(DataError) {
    let (base, range) = try Self.splitRange(of: text)
    self.range = range
    guard !base.isEmpty else { throw .invalidSource(text, reason: "it is empty") }
    guard let colon = base.firstIndex(of: ":") else {
      kind = .path(base)
      return
    }
    let argument = String(base[base.index(after: colon)...])
    switch base[..<colon] {
    case "fashion-mnist":
      guard let part = FashionMNIST(rawValue: argument) else {
        throw .invalidSource(text, reason: "'\(argument)' is neither 'train' nor 'test'")
      }
      kind = .fashionMNIST(part)
    case "noise":
      kind = .noise(count: try Self.count(argument, of: text))
    case "constant":
      kind = .constant(count: try Self.count(argument, of: text))
    default:
      kind = .path(base)
    }
  }

  /// The source as written on the command line.
  public var description: String {
    let suffix = range.map { "#\($0.lowerBound)..\($0.upperBound)" } ?? ""
    return base + suffix
  }

  /// The source without its range.
  var base: String {
    switch kind {
    case .path(let path): return path
    case .fashionMNIST(let part): return "fashion-mnist:\(part.rawValue)"
    case .noise(let count): return "noise:\(count)"
    case .constant(let count): return "constant:\(count)"
    }
  }

  /// Splits `DATA#a..b`; a `#` that no digit and `..` follow belongs to the path.
  private static func splitRange(
    of text: String
  ) throws(DataError) -> (base: String, range: Range<Int>?) {
    guard let hash = text.lastIndex(of: "#") else { return (text, nil) }
    let bounds = text[text.index(after: hash)...]
    let isRange = bounds.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber || $0 == "-" }
    guard isRange, !bounds.isEmpty else { return (text, nil) }
    let parts = bounds.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty, let lower = Int(parts[0]), let upper = Int(parts[2]),
      lower >= 0, upper > lower
    else {
      throw .invalidSource(
        text, reason: "'#\(bounds)' is no range: expected #FROM..TO with 0 ≤ FROM < TO")
    }
    return (String(text[..<hash]), lower..<upper)
  }

  private static func count(_ argument: String, of text: String) throws(DataError) -> Int {
    let counts = 1...Int(Int32.max)
    guard let count = Int(argument), counts.contains(count) else {
      throw .invalidSource(
        text,
        reason: "'\(argument)' is no count from \(counts.lowerBound) to \(counts.upperBound)")
    }
    return count
  }
}
