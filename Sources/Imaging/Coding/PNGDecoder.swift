internal import CSpng
internal import Core

/// An spng decoder, freed when it goes out of scope; it decodes one image.
@safe
struct PNGDecoder: ~Copyable {
  private let context: OpaquePointer

  init() throws(ImageCodingError) {
    guard let context = unsafe spng_ctx_new(0) else { throw .codecUnavailable(codec: "PNG") }
    unsafe self.context = unsafe context
  }

  deinit { unsafe spng_ctx_free(context) }

  /// Decodes the image; the decoder is used up.
  consuming func decode(
    _ bytes: [UInt8], limits: DecodingLimits
  ) throws(ImageCodingError) -> Image {
    let outcome = unsafe bytes.withUnsafeBytes { buffer -> Result<Image, ImageCodingError> in
      // spng keeps the pointer until it is freed, and reads it in this closure only.
      do throws(ImageCodingError) {
        try check(unsafe spng_set_png_buffer(context, buffer.baseAddress, buffer.count))
        return .success(try decode(limits: limits))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  private borrowing func decode(limits: DecodingLimits) throws(ImageCodingError) -> Image {
    // Compressed text and profiles are no image: a mebibyte each, four in all.
    try check(unsafe spng_set_chunk_limits(context, 1 << 20, 4 << 20))
    var header = spng_ihdr()
    try check(unsafe spng_get_ihdr(context, &header))
    let (width, height) = (Int(header.width), Int(header.height))
    try limits.check(width: width, height: height)
    let colour = UInt32(header.color_type)
    let isGrey =
      colour == SPNG_COLOR_TYPE_GRAYSCALE.rawValue
      || colour == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA.rawValue
    let format = Int32(SPNG_FMT_RGB8.rawValue)
    var pixels = [UInt8](repeating: 0, count: width * height * 3)
    let size = pixels.count
    try check(unsafe spng_decode_image(context, &pixels, size, format, 0))
    // Up to the end of the file: the checksum of the last data is only read then.
    try check(unsafe spng_decode_chunks(context))
    guard isGrey else {
      return Image(shape: ImageShape(height: height, width: width, channels: 3), pixels: pixels)
    }
    // Red, green and blue are all the grey value.
    let grey = stride(from: 0, to: pixels.count, by: 3).map { pixels[$0] }
    return Image(shape: ImageShape(height: height, width: width, channels: 1), pixels: grey)
  }

  private borrowing func check(_ status: Int32) throws(ImageCodingError) {
    guard status != 0 else { return }
    let text = unsafe spng_strerror(status).map { unsafe String(cString: $0) } ?? "unknown error"
    throw .malformed(codec: "PNG", reason: text)
  }
}
