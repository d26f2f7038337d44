public import Core

/// Puts images on the wire as existing senders do, for those who have none.
public struct FrameEncoder: Equatable, Sendable {
  /// How an image is sent.
  public enum Format: String, CaseIterable, Sendable {
    /// pyzmq's array recipe, with `color` for images that have any.
    case array

    /// imagezmq, raw and blue first, as OpenCV would send it.
    case imagezmq

    /// imagezmq, with the bytes of a JPEG file.
    case jpeg
  }

  /// How images are sent.
  public let format: Format

  /// The name the sender gives itself.
  public let name: String

  /// Creates an encoder.
  public init(format: Format, name: String) {
    self.format = format
    self.name = name
  }

  /// The message of an uncompressed image.
  ///
  /// - Parameters:
  ///   - image: What to send.
  ///   - sequence: Its number.
  ///   - timestamp: Its time in nanoseconds since 1970; now if left out.
  /// - Returns: The parts: header and values.
  /// - Precondition: The format is not `jpeg`.
  public func message(
    _ image: Image, sequence: Int64, timestamp: Int64? = nil
  ) -> [[UInt8]] {
    let shape = image.shape
    var header = header(sequence: sequence, timestamp: timestamp)
    header.dtype = "uint8"
    header.shape = [shape.height, shape.width] + (shape.channels == 1 ? [] : [shape.channels])
    switch format {
    case .array:
      if shape.channels > 1 { header.color = ColorOrder.rgb.rawValue }
      return [EventCoding.encode(header), image.pixels]
    case .imagezmq:
      guard shape.channels == 3 else { return [EventCoding.encode(header), image.pixels] }
      let pixels = RawPixels(
        height: shape.height, width: shape.width, channels: 3, type: .unsigned8,
        bytes: image.pixels)
      return [EventCoding.encode(header), pixels.image(order: .bgr).pixels]
    case .jpeg:
      preconditionFailure("an image must be compressed before it is sent as JPEG")
    }
  }

  /// The message of an image that is a JPEG or PNG file already, under imagezmq's header.
  ///
  /// - Parameters:
  ///   - file: The bytes of the file.
  ///   - sequence: The number of the frame.
  ///   - timestamp: Its time in nanoseconds since 1970; now if left out.
  /// - Returns: The parts: header and file.
  public func message(
    file: [UInt8], sequence: Int64, timestamp: Int64? = nil
  ) -> [[UInt8]] {
    [EventCoding.encode(header(sequence: sequence, timestamp: timestamp)), file]
  }

  private func header(sequence: Int64, timestamp: Int64?) -> Header {
    Header(
      msg: format == .array ? nil : name, source: format == .array ? name : nil, seq: sequence,
      ts: timestamp ?? SystemTime.wall())
  }

  private struct Header: Encodable {
    var msg: String?
    var source: String?
    var seq: Int64
    var ts: Int64
    var dtype: String?
    var shape: [Int]?
    var color: String?
  }
}
