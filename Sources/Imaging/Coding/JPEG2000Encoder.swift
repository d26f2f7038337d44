internal import COpenJPEG
internal import Core

/// An OpenJPEG compressor and the stream it writes to, freed when it goes out of scope; it encodes one
/// image.
@safe
struct JPEG2000Encoder: ~Copyable {
  /// The most resolutions of an image: five wavelet transforms, as the library has it by default.
  private static let maximumResolutions: Int32 = 6

  private let codec: UnsafeMutablePointer<opj_codec_t?>
  private let stream: UnsafeMutablePointer<opj_stream_t?>
  private let output = JPEG2000Output()

  init() throws(ImageCodingError) {
    guard let codec = unsafe opj_create_compress(OPJ_CODEC_JP2) else { throw Self.unavailable }
    guard let stream = unsafe opj_stream_create(1 << 16, OPJ_FALSE) else {
      unsafe opj_destroy_codec(codec)
      throw Self.unavailable
    }
    unsafe self.codec = unsafe codec
    unsafe self.stream = unsafe stream
    // Not retained: the library calls back only while `encode` runs, which keeps the output alive.
    let user = unsafe Unmanaged.passUnretained(output).toOpaque()
    unsafe opj_stream_set_user_data(stream, user, nil)
    unsafe opj_stream_set_write_function(stream, JPEG2000Output.write)
    unsafe opj_stream_set_skip_function(stream, JPEG2000Output.skip)
    unsafe opj_stream_set_seek_function(stream, JPEG2000Output.seek)
    unsafe opj_set_error_handler(codec, JPEG2000Output.complain, user)
  }

  deinit {
    unsafe opj_stream_destroy(stream)
    unsafe opj_destroy_codec(codec)
  }

  /// Encodes the image of one or three channels; the encoder is used up.
  consuming func encode(_ image: Image) throws(ImageCodingError) -> [UInt8] {
    let planes = try unsafe Self.makePlanes(of: image)
    defer { unsafe opj_image_destroy(planes) }
    let isEncoded = withExtendedLifetime(output) {
      unsafe rosed_opj_setup_lossless(codec, planes, Self.resolutions(of: image.shape)) != 0
        && opj_start_compress(codec, planes, stream) != 0 && opj_encode(codec, stream) != 0
        && opj_end_compress(codec, stream) != 0
    }
    guard isEncoded else {
      throw .malformed(codec: "JPEG 2000", reason: output.complaint ?? "unknown error")
    }
    return output.bytes
  }

  /// As many as the library's default, or the most that the shorter side has pixels for.
  private static func resolutions(of shape: ImageShape) -> Int32 {
    var resolutions = maximumResolutions
    while 1 << (resolutions - 1) > min(shape.height, shape.width) { resolutions -= 1 }
    return resolutions
  }

  /// Returns the library's copy of an image, one plane a channel, to be freed by the caller.
  private static func makePlanes(
    of image: Image
  ) throws(ImageCodingError) -> UnsafeMutablePointer<opj_image_t> {
    let shape = image.shape
    var parameter = opj_image_cmptparm_t()
    (parameter.dx, parameter.dy) = (1, 1)
    (parameter.w, parameter.h) = (UInt32(shape.width), UInt32(shape.height))
    parameter.prec = 8
    var parameters = [opj_image_cmptparm_t](repeating: parameter, count: shape.channels)
    let colours = shape.channels == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB
    guard
      let planes = unsafe opj_image_create(UInt32(shape.channels), &parameters, colours)
    else { throw unavailable }
    unsafe planes.pointee.x1 = parameter.w
    unsafe planes.pointee.y1 = parameter.h
    for channel in 0..<shape.channels {
      let plane = unsafe planes.pointee.comps[channel].data
      for pixel in 0..<shape.height * shape.width {
        unsafe plane?[pixel] = Int32(image.pixels[pixel * shape.channels + channel])
      }
    }
    return unsafe planes
  }

  private static var unavailable: ImageCodingError { .codecUnavailable(codec: "JPEG 2000") }
}
