import COpenJPEG
import Core
import Testing

/// What OpenJPEG makes of a JP2 file, all in memory.
enum DecodedJPEG2000 {
  /// The bytes of a file, and how far they are read.
  private final class Source {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func at(_ user: UnsafeMutableRawPointer?) -> Source? {
      unsafe user.map { unsafe Unmanaged<Source>.fromOpaque($0).takeUnretainedValue() }
    }
  }

  /// Decodes a file whose channels all have the full size.
  static func image(_ bytes: [UInt8]) throws -> Image {
    let source = Source(bytes)
    return try withExtendedLifetime(source) { try decode(source) }
  }

  private static func decode(_ source: Source) throws -> Image {
    let codec = try unsafe #require(opj_create_decompress(OPJ_CODEC_JP2))
    defer { unsafe opj_destroy_codec(codec) }
    let stream = try unsafe #require(opj_stream_default_create(OPJ_TRUE))
    defer { unsafe opj_stream_destroy(stream) }
    unsafe opj_stream_set_user_data(stream, Unmanaged.passUnretained(source).toOpaque(), nil)
    unsafe opj_stream_set_user_data_length(stream, UInt64(source.bytes.count))
    unsafe opj_stream_set_read_function(stream) { target, count, user in
      guard let source = unsafe Source.at(user), let target = unsafe target,
        source.position < source.bytes.count
      else { return -1 }
      let size = min(count, source.bytes.count - source.position)
      let piece = source.bytes[source.position..<source.position + size]
      unsafe UnsafeMutableRawBufferPointer(start: target, count: size).copyBytes(from: piece)
      source.position += size
      return size
    }
    unsafe opj_stream_set_skip_function(stream) { count, user in
      guard let source = unsafe Source.at(user) else { return -1 }
      source.position += Int(count)
      return count
    }
    unsafe opj_stream_set_seek_function(stream) { position, user in
      guard let source = unsafe Source.at(user) else { return OPJ_FALSE }
      source.position = Int(position)
      return OPJ_TRUE
    }
    var planes: UnsafeMutablePointer<opj_image_t>?
    try unsafe #require(opj_read_header(stream, codec, &planes) == OPJ_TRUE)
    defer { unsafe opj_image_destroy(planes) }
    try unsafe #require(opj_decode(codec, stream, planes) == OPJ_TRUE)
    try unsafe #require(opj_end_decompress(codec, stream) == OPJ_TRUE)
    let image = try unsafe #require(planes).pointee
    let components = unsafe UnsafeBufferPointer(start: image.comps, count: Int(image.numcomps))
    let (height, width) = try unsafe (Int(#require(components.first).h), Int(components[0].w))
    let shape = ImageShape(height: height, width: width, channels: components.count)
    let pixels = (0..<shape.count).map { index in
      unsafe UInt8(components[index % shape.channels].data[index / shape.channels])
    }
    return Image(shape: shape, pixels: pixels)
  }
}
