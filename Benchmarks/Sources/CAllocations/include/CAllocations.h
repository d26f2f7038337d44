// Counts heap allocations of the calling thread: this program's malloc and its kin come from here
// and pass on to the C library's.
#ifndef ROSED_CALLOCATIONS_H
#define ROSED_CALLOCATIONS_H

#include <stdint.h>

// Allocations the calling thread has made so far.
uint64_t rose_allocation_count(void);

#endif
