internal import CKernels
internal import COpenBLAS

/// The kernels that OpenBLAS computes with, which it chooses by the processor when it is loaded.
public enum BLASKernels {
  /// The name of the kernels in use, such as `SkylakeX`.
  public static var inUse: String { unsafe String(cString: openblas_get_corename()) }

  /// The name of faster kernels that this processor can run, or `nil` where those in use are right.
  public static var faster: String? { faster(than: inUse, level: Int(rose_processor_level())) }

  /// Returns the name of faster kernels than those in use.
  ///
  /// A processor that is newer than OpenBLAS gets those of a Pentium 4 (`Prescott`), several times
  /// slower than its own: 0.3.21 does so with Intel's since Emerald Rapids.
  ///
  /// - Parameters:
  ///   - kernels: The name of those in use.
  ///   - level: The processor's x86-64 level; 0 where there is none.
  /// - Returns: The name, or `nil` where OpenBLAS knows the processor or there is nothing faster.
  static func faster(than kernels: String, level: Int) -> String? {
    guard kernels == "Prescott" else { return nil }
    return switch level {
    case 4...: "SkylakeX"
    case 3: "Haswell"
    default: nil
    }
  }
}
