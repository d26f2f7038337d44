public import Core

/// What DATA on the command line names: where frames come from, and which of them.
public struct DataSource: Equatable, Sendable, CustomStringConvertible {
  /// A kind of source.
  public enum Kind: Equatable, Sendable {
    /// A folder of JPEG and PNG images, an IDX file, a CIFAR file or a MATLAB file; the file system
    /// and the name tell which.
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

  /// The part of each frame that is wanted; nil for all of it, as for synthetic frames.
  public let region: ImageRegion?

  /// What the values of each frame are multiplied by; nil for frames as they are.
  public let brightness: Brightness?

  /// Creates a source from its parts.
  public init(
    kind: Kind, range: Range<Int>? = nil, region: ImageRegion? = nil, brightness: Brightness? = nil
  ) {
    self.kind = kind
    self.range = range
    self.region = region
    self.brightness = brightness
  }

  /// Reads a source as written on the command line, such as `fashion-mnist:test#0..3000`,
  /// `photos@100,50,640,480` or `brightness:0.5:noise:100`.
  ///
  /// - Throws: `DataError.invalidSource`. Whether a path exists is seen when it is loaded.
  public init(parsing text: String) throws(DataError) {
    let (data, brightness) = try Self.splitBrightness(of: text)
    let (rest, region) = try Self.splitRegion(of: data)
    let (base, range) = try Self.splitRange(of: rest)
    self.brightness = brightness
    self.region = region
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
    case "noise", "constant":
      guard region == nil else {
        throw .invalidSource(
          text, reason: "synthetic frames have the model's shape, and no parts to choose")
      }
      let count = try Self.count(argument, of: text)
      kind = base.hasPrefix("noise:") ? .noise(count: count) : .constant(count: count)
    case "brightness":
      throw .invalidSource(text, reason: "one brightness is enough: multiply the two")
    default:
      kind = .path(base)
    }
  }

  /// The source as written on the command line.
  public var description: String {
    let suffix = range.map { "#\($0.lowerBound)..\($0.upperBound)" } ?? ""
    return base + suffix + (region.map { "@\($0)" } ?? "")
  }

  /// The source without its range.
  var base: String { (brightness.map { "brightness:\($0):" } ?? "") + undimmed }

  /// The source without its range and brightness.
  private var undimmed: String {
    switch kind {
    case .path(let path): return path
    case .fashionMNIST(let part): return "fashion-mnist:\(part.rawValue)"
    case .noise(let count): return "noise:\(count)"
    case .constant(let count): return "constant:\(count)"
    }
  }

  /// Splits `brightness:ALPHA:DATA`.
  private static func splitBrightness(
    of text: String
  ) throws(DataError) -> (rest: String, brightness: Brightness?) {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts[0] == "brightness", parts.count > 1 else { return (text, nil) }
    guard let brightness = Brightness(parsing: String(parts[1])) else {
      throw .invalidSource(
        text, reason: "'\(parts[1])' is no brightness: expected a finite number of at least 0")
    }
    guard parts.count == 3 else {
      throw .invalidSource(text, reason: "expected brightness:ALPHA:DATA, and DATA is missing")
    }
    return (String(parts[2]), brightness)
  }

  /// Splits `DATA@x,y,w,h`; an `@` that not only digits and commas follow belongs to the path.
  private static func splitRegion(
    of text: String
  ) throws(DataError) -> (rest: String, region: ImageRegion?) {
    guard let at = text.lastIndex(of: "@") else { return (text, nil) }
    let numbers = text[text.index(after: at)...]
    guard numbers.contains(","), numbers.allSatisfy({ $0 == "," || $0.isASCII && $0.isNumber })
    else { return (text, nil) }
    guard let region = ImageRegion(parsing: String(numbers)) else {
      throw .invalidSource(
        text,
        reason: "'@\(numbers)' is no region: expected @X,Y,WIDTH,HEIGHT in pixels, up to 65535")
    }
    return (String(text[..<at]), region)
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
