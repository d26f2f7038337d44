public import Core

/// A tensor of one of the types that files hold.
public enum StoredTensor: Equatable, Sendable {
  /// 32-bit floating point, `F32`.
  case float32(Tensor<Float>)
  /// 64-bit floating point, `F64`.
  case float64(Tensor<Double>)
  /// 64-bit integers, `I64`.
  case int64(Tensor<Int64>)
  /// Unsigned bytes, `U8`.
  case uint8(Tensor<UInt8>)

  /// The size of each axis, outermost first.
  public var shape: [Int] {
    switch self {
    case .float32(let tensor): return tensor.shape
    case .float64(let tensor): return tensor.shape
    case .int64(let tensor): return tensor.shape
    case .uint8(let tensor): return tensor.shape
    }
  }

  /// The type of the elements.
  public var type: ScalarType {
    switch self {
    case .float32: return .float32
    case .float64: return .float64
    case .int64: return .int64
    case .uint8: return .uint8
    }
  }

  /// The type of a tensor's elements, as files spell it.
  public enum ScalarType: String, Sendable, CaseIterable {
    /// 32-bit floating point.
    case float32 = "F32"
    /// 64-bit floating point.
    case float64 = "F64"
    /// 64-bit integers.
    case int64 = "I64"
    /// Unsigned bytes.
    case uint8 = "U8"

    /// The bytes an element takes.
    public var size: Int {
      switch self {
      case .float64, .int64: return 8
      case .float32: return 4
      case .uint8: return 1
      }
    }
  }
}
