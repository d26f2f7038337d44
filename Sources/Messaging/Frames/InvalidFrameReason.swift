/// Why a message is not a frame: the label of a metric and the text after `ERR` in an answer.
public enum InvalidFrameReason: String, Error, CaseIterable, Codable, Sendable {
  /// The message has a single, empty part.
  case emptyMessage = "empty_message"

  /// The message has more than a topic, a header and a payload.
  case tooManyParts = "too_many_parts"

  /// The message has more bytes than are kept of one.
  case messageTooLarge = "message_too_large"

  /// A header stands without a payload part after it.
  case payloadMissing = "payload_missing"

  /// The header has more than 64 KiB.
  case headerTooLarge = "header_too_large"

  /// The header nests arrays and objects more than 16 deep.
  case headerTooDeep = "header_too_deep"

  /// The header is not JSON.
  case headerNotJSON = "header_not_json"

  /// The header is JSON but not an object.
  case headerNotObject = "header_not_object"

  /// The message is well formed, but not in the format the source is configured with.
  case formatMismatch = "format_mismatch"

  /// Neither the header nor the payload's first bytes tell what the payload is.
  case payloadUnknown = "payload_unknown"

  /// The header names a compression that is not supported.
  case encodingUnsupported = "encoding_unsupported"

  /// The header gives a shape but no `dtype`.
  case dtypeMissing = "dtype_missing"

  /// The element type is not one of those supported.
  case dtypeUnsupported = "dtype_unsupported"

  /// The number of bits in use is not from 8 to the size of the element type.
  case bitDepthInvalid = "bit_depth_invalid"

  /// The header gives a `dtype` but no shape.
  case shapeMissing = "shape_missing"

  /// The shape is not a list of whole numbers from 1 to 65,535.
  case shapeInvalid = "shape_invalid"

  /// The shape has no or more than 4 dimensions.
  case tooManyDimensions = "too_many_dimensions"

  /// The shape is that of no image: rows, columns and 1, 3 or 4 channels.
  case shapeUnsupported = "shape_unsupported"

  /// The shape times the size of an element is not the size of the payload.
  case payloadSizeMismatch = "payload_size_mismatch"

  /// The header's `color` is not one of those known.
  case colorUnknown = "color_unknown"

  /// The payload begins like a JPEG image and does not decode as one.
  case jpegInvalid = "jpeg_invalid"

  /// The payload begins like a PNG image and does not decode as one.
  case pngInvalid = "png_invalid"

  /// The image would take more memory, decoded, than one may.
  case imageTooLarge = "image_too_large"

  /// The image does not reach as far as the source's region.
  case regionOutside = "region_outside"
}
