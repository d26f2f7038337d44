public import Core

/// Why DATA gives no images.
public enum DataError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The text does not name a data source.
  case invalidSource(String, reason: String)

  /// There is no such file or folder.
  case notFound(path: String)

  /// A file of the Debian package dataset-fashion-mnist is not there.
  case packageMissing(path: String)

  /// The system refuses to read a file.
  case unreadable(path: String, reason: String)

  /// A file does not hold what its format promises.
  case malformed(path: String, reason: String)

  /// A range asks for frames that the source does not have.
  case rangeBeyondEnd(source: String, range: Range<Int>, count: Int)

  /// A frame does not reach as far as the region that is wanted of it.
  case regionOutside(frame: String, region: ImageRegion, shape: ImageShape)

  /// The source holds no frame at all.
  case empty(source: String)

  /// The frames would take more memory than is sensible.
  case tooLarge(source: String, frames: Int, maximumBytes: Int)

  /// One or two lines that say what is wrong, where, what was expected and what to do.
  public var description: String {
    switch self {
    case .invalidSource(let text, let reason):
      return "'\(text)' names no data: \(reason). Expected a folder of JPEG or PNG images, an IDX "
        + "file (also .gz, .xz), a CIFAR .bin file, a MATLAB .mat file, fashion-mnist:train, "
        + "fashion-mnist:test, noise:COUNT or constant:COUNT, each with #FROM..TO if only some frames "
        + "are wanted, @X,Y,WIDTH,HEIGHT if only part of each, and brightness:ALPHA: before it if "
        + "all values are to be multiplied"
    case .notFound(let path):
      return "\(path) does not exist; give a folder of images or a data file"
    case .packageMissing(let path):
      return "\(path) does not exist; it is part of the Debian package dataset-fashion-mnist: "
        + "sudo apt-get install dataset-fashion-mnist"
    case .unreadable(let path, let reason):
      return "\(path) cannot be read: \(reason)"
    case .malformed(let path, let reason):
      return "\(path): \(reason)"
    case .rangeBeyondEnd(let source, let range, let count):
      return "\(source) has \(count) frames, so frames \(range.lowerBound) up to but not including "
        + "\(range.upperBound) are not all there; choose a range within 0..\(count)"
    case .regionOutside(let frame, let region, let shape):
      return
        "\(frame) is \(shape.width) pixels wide and \(shape.height) high, so that it lacks part "
        + "of the region \(region) (x, y, width, height); choose one within it, or leave it out"
    case .empty(let source):
      return "\(source) holds no frames; expected at least one image"
    case .tooLarge(let source, let frames, let maximumBytes):
      return "\(source) has \(frames) frames, more than \(maximumBytes) bytes of memory hold; "
        + "choose some with \(source)#FROM..TO"
    }
  }
}
