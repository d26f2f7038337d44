#ifndef ROSED_PER_PROCESSOR_H
#define ROSED_PER_PROCESSOR_H

// One version a processor generation, chosen by the dynamic linker when the program starts.
#if defined(__x86_64__)
#define PER_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define PER_PROCESSOR
#endif

#endif
