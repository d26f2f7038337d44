internal import Core
internal import Imaging
internal import Messaging

/// Turns the messages of one source into frames of the model's input shape.
///
/// A plain value of the receiver's thread: no socket, no clock.
struct FrameIntake {
  /// What a message came to.
  enum Outcome {
    /// A frame to queue; so many are missing before it in its sender's numbering, here and below.
    case frame(Frame, missing: Int64)
    /// A sender's word that it sends no more; not a frame.
    case endOfStream
    /// Not a frame.
    case invalid(InvalidFrameReason, missing: Int64 = 0)
    /// A frame that cannot be taken.
    case refused(DropReason, missing: Int64 = 0)
  }

  /// The index of the source.
  let source: Int

  /// The senders that have a place, where the source is split by sender.
  var roster = SenderRoster()

  /// The last numbers of senders.
  var gaps = SequenceGap()

  /// The silence, in nanoseconds, after which a sender gives its place up.
  let senderTimeout: Int64

  private let parser: FrameParser
  private let decodingLimits: DecodingLimits
  private let splitBySender: Bool
  private let inputShape: ImageShape
  private let originals: OriginalImageMemory?
  private let region: ImageRegion?

  /// Creates the intake of the source at an index of the configuration.
  ///
  /// - Parameters:
  ///   - source: The index.
  ///   - configuration: How the source's messages are read.
  ///   - inputShape: The model's input shape.
  ///   - originals: The memory of the images that frames carry along for alerts; nothing where they
  ///     carry none.
  init(
    source: Int, configuration: SourceConfiguration, inputShape: ImageShape,
    originals: OriginalImageMemory?
  ) {
    self.originals = originals
    self.source = source
    self.parser = configuration.parser
    self.decodingLimits = DecodingLimits(maximumBytes: configuration.maximumImageBytes)
    self.splitBySender = configuration.splitBySender
    self.inputShape = inputShape
    self.senderTimeout = configuration.senderTimeout.nanosecondCount
    self.region = configuration.region
  }

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - message: The message's parts.
  ///   - count: The number of the message at the source, for frames without their own.
  ///   - arrival: When it came, on the monotonic clock.
  ///   - wallTime: When it came, since 1970.
  /// - Returns: What the message came to.
  mutating func read(
    _ message: Message, count: Int64, arrival: Int64, wallTime: Int64
  ) -> Outcome {
    var origin: FrameOrigin?
    let wire: WireFrame
    do {
      switch try parser.parse(message, origin: &origin) {
      case .endOfStream: return .endOfStream
      case .frame(let frame): wire = frame
      }
    } catch { return .invalid(error, missing: missing(before: origin, at: arrival)) }
    // It arrived, whatever becomes of it: only what did not is lost.
    let missing = missing(before: origin, at: arrival)
    let image: Image
    switch decode(wire) {
    case .success(let decoded): image = decoded
    case .failure(let reason): return .invalid(reason, missing: missing)
    }
    guard region?.isInside(image.shape) ?? true else {
      return .invalid(.regionOutside, missing: missing)
    }
    if splitBySender, let sender = wire.sender, !roster.admit(sender, at: arrival) {
      return .refused(.tooManySenders, missing: missing)
    }
    let frame = Frame(
      stream: StreamKey(source: source, sender: splitBySender ? wire.sender : nil),
      image: image.prepared(for: inputShape, region: region),
      original: originals?.hold(image), shape: image.shape,
      sender: wire.sender,
      sequence: wire.sequence ?? count, timestamp: wire.timestamp ?? wallTime, arrival: arrival)
    return .frame(frame, missing: missing)
  }

  /// Notes the number of a message; returns how many are missing before it.
  private mutating func missing(before origin: FrameOrigin?, at now: Int64) -> Int64 {
    guard let origin, let sequence = origin.sequence else { return 0 }
    return gaps.note(sequence, sender: origin.sender, at: now)
  }

  private func decode(_ wire: WireFrame) -> Result<Image, InvalidFrameReason> {
    do throws(ImageCodingError) {
      switch wire.pixels {
      case .raw(let raw): return .success(raw.image(order: wire.colorOrder))
      case .jpeg(let bytes):
        return .success(try ImageDecoder.decodeJPEG(bytes, limits: decodingLimits))
      case .png(let bytes):
        return .success(try ImageDecoder.decodePNG(bytes, limits: decodingLimits))
      }
    } catch {
      if case .tooLarge = error { return .failure(.imageTooLarge) }
      if case .jpeg = wire.pixels { return .failure(.jpegInvalid) }
      return .failure(.pngInvalid)
    }
  }
}
