/// Why bytes are not an acceptable JSON text.
enum JSONFault: Error, Equatable {
  /// The bytes from `offset` on do not continue a JSON text.
  case malformed(offset: Int)

  /// Arrays and objects nest deeper than permitted.
  case tooDeep
}
