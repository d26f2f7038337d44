internal import CTurboJPEG
internal import Core

/// A TurboJPEG compressor, freed when it goes out of scope.
@safe
struct JPEGEncoder: ~Copyable {
  private let handle: tjhandle

  init() throws(ImageCodingError) {
    guard let handle = unsafe tjInitCompress() else { throw .codecUnavailable(codec: "JPEG") }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe tjDestroy(handle) }

  /// Encodes an image of one or three channels.
  borrowing func encode(_ image: Image, quality: Int) throws(ImageCodingError) -> [UInt8] {
    let shape = image.shape
    let isGrey = shape.channels == 1
    let subsampling = Int32((isGrey ? TJSAMP_GRAY : TJSAMP_444).rawValue)
    let format = Int32((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue)
    let capacity = tjBufSize(Int32(shape.width), Int32(shape.height), subsampling)
    guard capacity != .max else {
      throw .notEncodable(height: shape.height, width: shape.width, channels: shape.channels)
    }
    var size = capacity
    // NOREALLOC: the buffer stays ours, and holds the largest possible output.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(capacity)) { buffer, count in
      var target = buffer.baseAddress
      let status = unsafe tjCompress2(
        handle, image.pixels, Int32(shape.width), 0, Int32(shape.height), format, &target, &size,
        subsampling, Int32(quality), TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT)
      count = status == 0 ? Int(size) : 0
    }
    guard !bytes.isEmpty else {
      let text = unsafe tjGetErrorStr2(handle).map { unsafe String(cString: $0) } ?? "unknown error"
      throw .malformed(codec: "JPEG", reason: text)
    }
    return bytes
  }
}
