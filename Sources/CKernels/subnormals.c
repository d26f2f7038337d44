#include "CKernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

// Flush to zero, and subnormals are zero.
enum { FLUSH = 0x8040 };

uint64_t rose_flush_subnormals(void) {
  unsigned state = _mm_getcsr();
  _mm_setcsr(state | FLUSH);
  return state;
}

void rose_restore_subnormals(uint64_t state) { _mm_setcsr((unsigned)state); }

#elif defined(__aarch64__)

static const uint64_t FLUSH = 1 << 24;

static void set(uint64_t state) { __asm__ volatile("msr fpcr, %0" : : "r"(state)); }

uint64_t rose_flush_subnormals(void) {
  uint64_t state;
  __asm__ volatile("mrs %0, fpcr" : "=r"(state));
  set(state | FLUSH);
  return state;
}

void rose_restore_subnormals(uint64_t state) { set(state); }

#else

uint64_t rose_flush_subnormals(void) { return 0; }

void rose_restore_subnormals(uint64_t state) { (void)state; }

#endif
