internal import CSpng
internal import Core
internal import Glibc

/// An spng encoder, freed when it goes out of scope; it encodes one image.
@safe
struct PNGEncoder: ~Copyable {
  /// `Z_DEFAULT_STRATEGY`, where libspng takes `Z_FILTERED`.
  private static let defaultStrategy: Int32 = 0

  private let context: OpaquePointer

  init() throws(ImageCodingError) {
    guard let context = unsafe spng_ctx_new(Int32(SPNG_CTX_ENCODER.rawValue)) else {
      throw .codecUnavailable(codec: "PNG")
    }
    unsafe self.context = unsafe context
  }

  deinit { unsafe spng_ctx_free(context) }

  /// Encodes the image of one or three channels, at a level of zlib or the library's default; the
  /// encoder is used up.
  consuming func encode(
    _ image: Image, compression: Int?
  ) throws(ImageCodingError) -> [UInt8] {
    let shape = image.shape
    let isGrey = shape.channels == 1
    let colour = isGrey ? SPNG_COLOR_TYPE_GRAYSCALE : SPNG_COLOR_TYPE_TRUECOLOR
    var header = spng_ihdr(
      width: UInt32(shape.width), height: UInt32(shape.height), bit_depth: 8,
      color_type: UInt8(colour.rawValue), compression_method: 0, filter_method: 0,
      interlace_method: 0)
    try check(unsafe spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1))
    if let compression {
      try check(
        unsafe spng_set_option(context, SPNG_IMG_COMPRESSION_LEVEL, Int32(compression)))
      try check(
        unsafe spng_set_option(
          context, SPNG_IMG_COMPRESSION_STRATEGY, Self.defaultStrategy))
    }
    try check(unsafe spng_set_ihdr(context, &header))
    try check(
      unsafe spng_encode_image(
        context, image.pixels, image.pixels.count, Int32(SPNG_FMT_PNG.rawValue),
        Int32(SPNG_ENCODE_FINALIZE.rawValue)))
    var size = 0
    var status: Int32 = 0
    guard let buffer = unsafe spng_get_png_buffer(context, &size, &status) else {
      try check(status)
      throw .codecUnavailable(codec: "PNG")
    }
    defer { unsafe free(buffer) }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: buffer, count: size))
  }

  private borrowing func check(_ status: Int32) throws(ImageCodingError) {
    guard status != 0 else { return }
    let text = unsafe spng_strerror(status).map { unsafe String(cString: $0) } ?? "unknown error"
    throw .malformed(codec: "PNG", reason: text)
  }
}
