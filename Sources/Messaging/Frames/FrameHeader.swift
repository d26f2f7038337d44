/// The JSON header of a frame: what it says, and in which format.
struct FrameHeader {
  /// The format its keys belong to; never `auto`.
  let format: FrameFormat

  private let members: [String: JSONValue]
  private let limits: FrameLimits

  /// Recognises the format of a header.
  init(members: [String: JSONValue], limits: FrameLimits) {
    self.members = members
    self.limits = limits
    format = Self.format(of: members)
  }

  private static func format(of members: [String: JSONValue]) -> FrameFormat {
    if isAreaDetector(members["htype"]) { return .areaDetector }
    if members["terminate_flag"] != nil { return .netgear }
    return members["msg"] != nil ? .imagezmq : .array
  }

  private static func isAreaDetector(_ type: JSONValue?) -> Bool {
    switch type {
    case .string(let name): name.hasPrefix("array-1.")
    case .array(let names): names.contains { $0.text?.hasPrefix("array-1.") == true }
    default: false
    }
  }

  /// True if the sender says that no frame comes any more.
  var isEndOfStream: Bool { members["terminate_flag"] == .boolean(true) }

  /// The sender's name for itself, where it is short and printable.
  var sender: String? { name(members["msg"]) ?? name(members["source"]) }

  /// The number the sender gave the frame.
  var sequence: Int64? { positive(members["seq"]) ?? positive(members["frame"]) }

  /// The sender's time in nanoseconds since 1970.
  var timestamp: Int64? { positive(members["ts"]) }

  /// The colour order the header declares, if it does.
  func colorOrder() throws(InvalidFrameReason) -> ColorOrder? {
    guard let value = members["color"], value != .null else { return nil }
    guard let text = value.text, let order = ColorOrder(rawValue: text) else {
      // A grey image has no order to declare; saying so is not an error.
      if value == .string("grey") || value == .string("gray") { return nil }
      throw .colorUnknown
    }
    return order
  }

  private func name(_ value: JSONValue?) -> String? {
    guard let text = value?.text, !text.isEmpty, text.utf8.count <= limits.senderBytes,
      text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { return nil }
    return text
  }

  private func positive(_ value: JSONValue?) -> Int64? {
    guard let number = value?.wholeNumber, number >= 0 else { return nil }
    return number
  }
}

// MARK: - The array

extension FrameHeader {
  /// The element type's name; the empty text, which NetGear sends with JPEG, counts as absent.
  private var typeName: JSONValue? {
    let value = members[format == .areaDetector ? "type" : "dtype"]
    return value == .null || value == .string("") ? nil : value
  }

  private var shapeValue: JSONValue? {
    let value = members["shape"]
    return value == .null || value == .string("") ? nil : value
  }

  /// True if the header describes uncompressed values.
  var describesArray: Bool {
    (typeName != nil || shapeValue != nil) && !isCompressed
  }

  /// True if the header says that the payload is compressed.
  private var isCompressed: Bool {
    switch format {
    case .netgear:
      switch members["compression"] {
      case nil, .null, .boolean(false), .string(""): return false
      default: return true
      }
    case .areaDetector:
      guard let encoding = encoding else { return false }
      return encoding != "raw" && encoding != "none"
    default:
      return false
    }
  }

  private var encoding: String? {
    guard let text = members["encoding"]?.text?.lowercased(), !text.isEmpty else { return nil }
    return text
  }

  /// True if areaDetector names a compression that is not an image format.
  func namesOtherCompression() throws(InvalidFrameReason) -> Bool {
    guard format == .areaDetector, isCompressed else { return false }
    return encoding != "jpeg" && encoding != "png"
  }

  /// The element type of the payload.
  func pixelType(defaultBitDepth: Int) throws(InvalidFrameReason) -> PixelType {
    guard let value = typeName else { throw .dtypeMissing }
    let depth = try bitDepth() ?? defaultBitDepth
    guard let name = value.text, let type = PixelType(name: name, bitDepth: depth) else {
      throw .dtypeUnsupported
    }
    return type
  }

  private func bitDepth() throws(InvalidFrameReason) -> Int? {
    guard let value = members["bits"], value != .null else { return nil }
    guard let bits = value.wholeNumber, (8...16).contains(bits) else { throw .bitDepthInvalid }
    return Int(bits)
  }

  /// The sizes of the payload, outermost first.
  func shape(limits: FrameLimits) throws(InvalidFrameReason) -> [Int] {
    guard let value = shapeValue else { throw .shapeMissing }
    guard case .array(let elements) = value else { throw .shapeInvalid }
    guard (1...limits.dimensions).contains(elements.count) else { throw .tooManyDimensions }
    var shape: [Int] = []
    for element in elements {
      guard let size = element.wholeNumber, (1...Int64(limits.dimension)).contains(size) else {
        throw .shapeInvalid
      }
      shape.append(Int(size))
    }
    return shape
  }
}
