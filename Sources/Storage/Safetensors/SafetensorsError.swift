/// Why bytes are not a safetensors file, or not the one expected.
public enum SafetensorsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file has not even the eight bytes of the header's length.
  case tooShort(bytes: Int)

  /// The header is stated longer than the file, or than any real header.
  case headerTooLong(stated: UInt64, maximum: Int)

  /// The header is not the JSON it must be.
  case malformedHeader(offset: Int, reason: String)

  /// A tensor has a type that is not read here.
  case unsupportedType(tensor: String, found: String)

  /// The shape of a tensor states more bytes than any file has.
  case sizeOverflow(tensor: String, shape: [Int])

  /// The bytes of a tensor are not as many as its shape and type need.
  case wrongLength(tensor: String, shape: [Int], expected: Int, found: Int)

  /// A tensor does not begin where the one before it ends.
  case gapOrOverlap(tensor: String, expected: Int, found: Int)

  /// The tensors end before or after the data do: the file is cut short, or bytes follow.
  case wrongDataLength(expected: Int, found: Int)

  /// A tensor that is needed is not there.
  case missing(tensor: String)

  /// A tensor has another type than needed.
  case wrongType(tensor: String, expected: String, found: String)

  /// A tensor has another shape than needed.
  case wrongShape(tensor: String, expected: [Int], found: [Int])

  /// One line that says what is wrong, where, what was expected and what was found.
  public var description: String {
    switch self {
    case .tooShort(let bytes):
      return "the file has \(bytes) bytes, a safetensors file at least 8; copy it again"
    case .headerTooLong(let stated, let maximum):
      return "the header is stated to have \(stated) bytes, expected at most \(maximum); the file "
        + "is cut short or not a safetensors file"
    case .malformedHeader(let offset, let reason):
      return "the header is wrong at byte \(offset): \(reason)"
    case .unsupportedType(let tensor, let found):
      let known = StoredTensor.ScalarType.allCases.map(\.rawValue).joined(separator: ", ")
      return "tensor '\(tensor)' is of type \(found), expected one of \(known); convert it"
    case .sizeOverflow(let tensor, let shape):
      return "tensor '\(tensor)' has shape \(shape), more than any file holds"
    case .wrongLength(let tensor, let shape, let expected, let found):
      return "tensor '\(tensor)' of shape \(shape) has \(found) bytes, expected \(expected)"
    case .gapOrOverlap(let tensor, let expected, let found):
      return "tensor '\(tensor)' begins at byte \(found) of the data, expected \(expected), where "
        + "the one before it ends"
    case .wrongDataLength(let expected, let found):
      return "the file has \(found) bytes of data, its header states \(expected); copy it again"
    case .missing(let tensor):
      return "tensor '\(tensor)' is missing"
    case .wrongType(let tensor, let expected, let found):
      return "tensor '\(tensor)' is of type \(found), expected \(expected)"
    case .wrongShape(let tensor, let expected, let found):
      return "tensor '\(tensor)' has shape \(found), expected \(expected)"
    }
  }
}
