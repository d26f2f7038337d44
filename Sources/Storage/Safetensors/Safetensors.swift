public import Core

#if _endian(big)
#error("safetensors are little-endian, and are copied as they are")
#endif

/// Named tensors and strings: the content of a safetensors file, in memory of its own.
public struct Safetensors: Equatable, Sendable {
  /// The tensors by name.
  public var tensors: [String: StoredTensor]

  /// Strings beside the tensors.
  public var metadata: [String: String]

  /// Creates the content of a file.
  public init(tensors: [String: StoredTensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads the bytes of a file, which may come from anyone.
  ///
  /// Sizes are checked before anything is allocated; whether values are finite is for the reader
  /// of the tensors to say.
  ///
  /// - Throws: `SafetensorsError`.
  public init(parsing bytes: [UInt8]) throws(SafetensorsError) {
    let header = try SafetensorsHeader(parsing: bytes)
    tensors = [:]
    metadata = header.metadata
    for entry in header.entries {
      let start = header.dataStart + entry.range.lowerBound
      let data = bytes[start..<start + entry.range.count]
      switch entry.type {
      case .float32: tensors[entry.name] = .float32(Self.tensor(entry.shape, data, zero: 0))
      case .float64: tensors[entry.name] = .float64(Self.tensor(entry.shape, data, zero: 0))
      case .int64: tensors[entry.name] = .int64(Self.tensor(entry.shape, data, zero: 0))
      case .uint8: tensors[entry.name] = .uint8(Self.tensor(entry.shape, data, zero: 0))
      }
    }
  }

  /// Copies bytes into scalars; any bytes are a scalar of the four types.
  private static func tensor<Scalar: BitwiseCopyable & Sendable>(
    _ shape: [Int], _ bytes: ArraySlice<UInt8>, zero: Scalar
  ) -> Tensor<Scalar> {
    var scalars = [Scalar](repeating: zero, count: bytes.count / MemoryLayout<Scalar>.size)
    unsafe scalars.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
    return Tensor(shape: shape, scalars: scalars)
  }

  /// Returns the tensor of a name, of type F32.
  ///
  /// - Throws: `SafetensorsError` if it is missing, or of another type or shape (nil: any).
  public func float32(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> Tensor<Float>
  {
    let stored = try tensor(name, shape: shape)
    guard case .float32(let tensor) = stored else { throw wrongType(name, stored, .float32) }
    return tensor
  }

  /// Returns the tensor of a name, of type F64.
  ///
  /// - Throws: `SafetensorsError` if it is missing, or of another type or shape (nil: any).
  public func float64(
    _ name: String, shape: [Int]? = nil
  ) throws(SafetensorsError) -> Tensor<Double> {
    let stored = try tensor(name, shape: shape)
    guard case .float64(let tensor) = stored else { throw wrongType(name, stored, .float64) }
    return tensor
  }

  /// Returns the tensor of a name, of type I64.
  ///
  /// - Throws: `SafetensorsError` if it is missing, or of another type or shape (nil: any).
  public func int64(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> Tensor<Int64> {
    let stored = try tensor(name, shape: shape)
    guard case .int64(let tensor) = stored else { throw wrongType(name, stored, .int64) }
    return tensor
  }

  /// Returns the tensor of a name, of type U8.
  ///
  /// - Throws: `SafetensorsError` if it is missing, or of another type or shape (nil: any).
  public func uint8(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> Tensor<UInt8> {
    let stored = try tensor(name, shape: shape)
    guard case .uint8(let tensor) = stored else { throw wrongType(name, stored, .uint8) }
    return tensor
  }

  private func tensor(
    _ name: String, shape: [Int]?
  ) throws(SafetensorsError) -> StoredTensor {
    guard let stored = tensors[name] else { throw .missing(tensor: name) }
    guard shape == nil || stored.shape == shape else {
      throw .wrongShape(tensor: name, expected: shape ?? [], found: stored.shape)
    }
    return stored
  }

  private func wrongType(
    _ name: String, _ found: StoredTensor, _ expected: StoredTensor.ScalarType
  ) -> SafetensorsError {
    .wrongType(tensor: name, expected: expected.rawValue, found: found.type.rawValue)
  }
}
