internal import Core
internal import Glibc

/// Kernels of OpenBLAS that fit a processor it does not know.
enum FasterKernels {
  /// The environment variable by which OpenBLAS is told its kernels.
  static let variable = "OPENBLAS_CORETYPE"

  /// Starts this program anew with the kernels that fit this processor, where OpenBLAS chose others.
  ///
  /// It reads the variable once, while it is loaded, hence the new start. Returns where there is
  /// nothing to gain, where the user has set the variable, and where no new start was possible.
  static func use() {
    guard unsafe getenv(variable) == nil, let kernels = BLASKernels.faster,
      let program = unsafe realpath("/proc/self/exe", nil)
    else { return }
    unsafe setenv(variable, kernels, 1)
    unsafe execv(program, CommandLine.unsafeArgv)
    unsafe free(program)
  }
}
