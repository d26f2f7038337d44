internal import CTurboJPEG
internal import Core

/// A TurboJPEG decompressor, freed when it goes out of scope.
@safe
struct JPEGDecoder: ~Copyable {
  private let handle: tjhandle

  init() throws(ImageCodingError) {
    guard let handle = unsafe tjInitDecompress() else { throw .codecUnavailable(codec: "JPEG") }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe tjDestroy(handle) }

  /// Decodes one image; a warning of the library is an error here.
  borrowing func decode(
    _ bytes: [UInt8], limits: DecodingLimits
  ) throws(ImageCodingError) -> Image {
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colours: Int32 = 0
    guard
      unsafe tjDecompressHeader3(
        handle, bytes, UInt(bytes.count), &width, &height, &subsampling, &colours) == 0
    else { throw lastError() }
    try limits.check(width: Int(width), height: Int(height))
    let space = TJCS(UInt32(colours))
    guard space != TJCS_CMYK, space != TJCS_YCCK else { throw .unsupportedColours(codec: "JPEG") }
    let isGrey = space == TJCS_GRAY
    let shape = ImageShape(height: Int(height), width: Int(width), channels: isGrey ? 1 : 3)
    let format = Int32((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue)
    var pixels = [UInt8](repeating: 0, count: shape.count)
    // LIMITSCANS: a progressive file of a few bytes could otherwise ask for hours of work.
    let flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING
    guard
      unsafe tjDecompress2(
        handle, bytes, UInt(bytes.count), &pixels, width, 0, height, format, flags) == 0
    else { throw lastError() }
    return Image(shape: shape, pixels: pixels)
  }

  private borrowing func lastError() -> ImageCodingError {
    let text = unsafe tjGetErrorStr2(handle).map { unsafe String(cString: $0) } ?? "unknown error"
    return .malformed(codec: "JPEG", reason: text)
  }
}
