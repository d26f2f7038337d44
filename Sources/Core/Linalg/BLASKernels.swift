internal import CKernels
internal import COpenBLAS
internal import Glibc

/// The kernels that OpenBLAS computes with, which it chooses by the processor when it is loaded.
public enum BLASKernels {
  /// The environment variable that tells OpenBLAS its kernels.
  private static let variable = "OPENBLAS_CORETYPE"

  /// The name of the kernels in use, such as `SkylakeX`.
  static var inUse: String { unsafe String(cString: openblas_get_corename()) }

  /// Starts this program anew with kernels that fit the processor, where OpenBLAS chose others.
  ///
  /// OpenBLAS reads the variable once, while it is loaded, hence the new start: to be called first
  /// thing. Returns where there is nothing to gain, where the user has set the variable, and where no
  /// new start was possible.
  public static func fitProcessor() {
    guard unsafe getenv(variable) == nil,
      let kernels = faster(than: inUse, level: Int(rose_processor_level())),
      let program = unsafe realpath("/proc/self/exe", nil)
    else { return }
    if unsafe setenv(variable, kernels, 1) == 0 {
      unsafe execv(program, CommandLine.unsafeArgv)
      unsafe unsetenv(variable)
    }
    unsafe free(program)
  }

  /// Returns the name of faster kernels than those in use.
  ///
  /// Intel processors that are newer than OpenBLAS get those of a Pentium 4 (`Prescott`), several times
  /// slower than their own: with 0.3.21 such as Emerald Rapids and Raptor Lake. Others that it does not
  /// know it judges by what they can do.
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
