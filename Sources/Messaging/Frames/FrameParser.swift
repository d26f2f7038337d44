/// Reads messages of the form `[topic?][JSON header][payload]`.
///
/// Everything a sender says is checked here with arithmetic that cannot overflow, and nothing is
/// allocated by a size that a header declares. The payload is shared with the message, not copied.
public struct FrameParser: Equatable, Sendable {
  /// The format that messages must have.
  public var format: FrameFormat

  /// The order of the colours of raw images whose header has no `color`.
  ///
  /// Nothing means the format's own: red first for areaDetector, blue first for all others,
  /// because they send what OpenCV holds.
  public var colorOrder: ColorOrder?

  /// The bits in use of 16-bit values whose header has no `bits`.
  public var bitDepth: Int

  /// The bounds to keep.
  public var limits: FrameLimits

  /// Creates a parser.
  public init(
    format: FrameFormat = .auto, colorOrder: ColorOrder? = nil, bitDepth: Int = 16,
    limits: FrameLimits = FrameLimits()
  ) {
    self.format = format
    self.colorOrder = colorOrder
    self.bitDepth = bitDepth
    self.limits = limits
  }

  /// Reads one message.
  ///
  /// - Throws: `InvalidFrameReason` for a message that is not a frame.
  public func parse(_ message: Message) throws(InvalidFrameReason) -> WireMessage {
    var origin: FrameOrigin?
    return try parse(message, origin: &origin)
  }

  /// Reads one message, and tells of one that is not a frame where it comes from.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - origin: Set as soon as the header is read, also where this throws; else nothing.
  /// - Returns: What the message is.
  /// - Throws: `InvalidFrameReason` for a message that is not a frame.
  public func parse(
    _ message: Message, origin: inout FrameOrigin?
  ) throws(InvalidFrameReason) -> WireMessage {
    origin = nil
    let parts = message.parts
    guard parts.count <= 3 else { throw .tooManyParts }
    guard let last = parts.last, parts.count > 1 || !last.isEmpty else { throw .emptyMessage }
    if parts.count < 3, let ending = endOfStream(last) { return ending }
    let lacksPayload =
      parts.count == 1 || parts.count == 2 && !parts[0].looksLikeObject && last.looksLikeObject
    let header = try header(lacksPayload ? last : parts[parts.count - 2])
    origin = FrameOrigin(sender: header.sender, sequence: header.sequence)
    if lacksPayload { throw .payloadMissing }
    guard format == .auto || format == header.format else { throw .formatMismatch }
    if header.isEndOfStream { return .endOfStream }
    return .frame(try frame(header, payload: last, topic: parts.count == 3 ? parts[0] : nil))
  }

  /// Recognises a header that says the stream is over and therefore has no payload after it.
  private func endOfStream(_ part: [UInt8]) -> WireMessage? {
    guard part.looksLikeObject, part.count <= limits.headerBytes,
      format == .auto || format == .netgear, let header = try? header(part), header.isEndOfStream
    else { return nil }
    return .endOfStream
  }

  private func header(_ bytes: [UInt8]) throws(InvalidFrameReason) -> FrameHeader {
    guard bytes.count <= limits.headerBytes else { throw .headerTooLarge }
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes, maximumDepth: limits.headerDepth)
    } catch {
      throw error == .tooDeep ? .headerTooDeep : .headerNotJSON
    }
    guard case .object(let members) = value else { throw .headerNotObject }
    return FrameHeader(members: members, limits: limits)
  }

  private func frame(
    _ header: FrameHeader, payload: [UInt8], topic: [UInt8]?
  ) throws(InvalidFrameReason) -> WireFrame {
    let formatOrder: ColorOrder = header.format == .areaDetector ? .rgb : .bgr
    return WireFrame(
      pixels: try pixels(header, payload: payload),
      format: header.format, topic: topic, sender: header.sender, sequence: header.sequence,
      timestamp: header.timestamp,
      colorOrder: try header.colorOrder() ?? colorOrder ?? formatOrder)
  }

  private func pixels(
    _ header: FrameHeader, payload: [UInt8]
  ) throws(InvalidFrameReason) -> WireFrame.Pixels {
    guard header.describesArray else {
      guard try !header.namesOtherCompression() else { throw .encodingUnsupported }
      if payload.isEmpty { throw .payloadMissing }
      if payload.starts(with: ImageSignature.jpeg) { return .jpeg(payload) }
      if payload.starts(with: ImageSignature.png) { return .png(payload) }
      throw .payloadUnknown
    }
    let type = try header.pixelType(defaultBitDepth: bitDepth)
    let shape = try header.shape(limits: limits)
    var size = type.size
    for dimension in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      guard !overflow else { throw .payloadSizeMismatch }
      size = product
    }
    guard size == payload.count else { throw .payloadSizeMismatch }
    guard let raw = RawPixels(shape: shape, type: type, bytes: payload) else {
      throw .shapeUnsupported
    }
    return .raw(raw)
  }
}
