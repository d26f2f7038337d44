/// What an encoded image may demand before it is decoded.
public struct DecodingLimits: Equatable, Sendable {
  /// The most bytes the decoded image may take, three a pixel even where it is grey.
  public let maximumBytes: Int

  /// Creates limits.
  public init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  /// 64 MiB: a little over 22 megapixels.
  public static let standard = DecodingLimits(maximumBytes: 64 << 20)

  /// Checks the size a header states, before anything of that size is allocated.
  func check(width: Int, height: Int) throws(ImageCodingError) {
    guard width >= 1, height >= 1 else { throw .emptyImage(width: width, height: height) }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    let (bytes, more) = pixels.multipliedReportingOverflow(by: 3)
    guard !overflow, !more, bytes <= maximumBytes else {
      throw .tooLarge(width: width, height: height, maximumBytes: maximumBytes)
    }
  }
}
