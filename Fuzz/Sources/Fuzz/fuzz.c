/* Hands what libFuzzer makes to the targets in Swift; the main function is libFuzzer's. */
#include <stddef.h>
#include <stdint.h>

/* FuzzTargets'. */
int rosed_fuzz(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) { return rosed_fuzz(bytes, count); }
