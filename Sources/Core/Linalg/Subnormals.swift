internal import CKernels

/// Runs `body` with numbers too small to be normal (below 1.2e-38 in single precision) taken for 0 on
/// this thread.
///
/// Probabilities of grey levels that a model rules out, and gradients that follow from them, are that
/// small; they change no digit of a score, and processors compute with them many times slower.
func flushingSubnormals<Result>(_ body: () -> Result) -> Result {
  let state = rose_flush_subnormals()
  defer { rose_restore_subnormals(state) }
  return body()
}
