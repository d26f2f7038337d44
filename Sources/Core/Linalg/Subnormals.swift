internal import CKernels

/// Runs `body` with numbers too small to be normal (below 1.2e-38 in single precision) taken for 0 on
/// this thread.
///
/// Probabilities of grey levels that a model rules out, and gradients that follow from them, are that
/// small; they are beyond the precision of what they are added to, and Intel's processors compute with
/// them many times slower. Double precision is flushed too, below 2.3e-308. Calls may nest. `body` starts
/// no threads: those that it starts would flush for good, and those that are there would not.
func flushingSubnormals<Result>(_ body: () -> Result) -> Result {
  let state = rose_flush_subnormals()
  defer { rose_restore_subnormals(state) }
  return body()
}
