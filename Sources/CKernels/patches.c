#include <string.h>

#include "CKernels.h"
#include "per_processor.h"

// The runs of a patch row that lie inside the input, copied or added; the rest is 0.

// One row of one patch: its values inside the input are `count` from `source` on, after `before`
// values that lie outside.
typedef struct {
  size_t before, count;
  const float *source;
} run;

static inline run patch_row(
    const rose_patches *g, const float *frame, ptrdiff_t top, ptrdiff_t left, size_t row) {
  ptrdiff_t y = top + (ptrdiff_t)row;
  ptrdiff_t first = left < 0 ? -left : 0;
  ptrdiff_t last = (ptrdiff_t)g->width - left;
  if (last > (ptrdiff_t)g->kernel) last = (ptrdiff_t)g->kernel;
  if (y < 0 || y >= (ptrdiff_t)g->height || last <= first) return (run){0, 0, frame};
  return (run){
      (size_t)first * g->channels, (size_t)(last - first) * g->channels,
      frame + ((size_t)y * g->width + (size_t)(left + first)) * g->channels};
}

void rose_gather(const rose_patches *g, size_t frames, const float *x, float *patches) {
  const size_t length = g->kernel * g->channels;
  for (size_t f = 0; f < frames; f++, x += g->height * g->width * g->channels)
    for (size_t i = 0; i < g->rows; i++)
      for (size_t j = 0; j < g->columns; j++)
        for (size_t row = 0; row < g->kernel; row++, patches += length) {
          run r = patch_row(
              g, x, (ptrdiff_t)(i * g->stride) + g->top, (ptrdiff_t)(j * g->stride) + g->left, row);
          if (r.count < length) memset(patches, 0, length * sizeof *patches);
          memcpy(patches + r.before, r.source, r.count * sizeof *patches);
        }
}

PER_PROCESSOR
void rose_scatter_add(const rose_patches *g, size_t frames, const float *patches, float *x) {
  const size_t length = g->kernel * g->channels;
  for (size_t f = 0; f < frames; f++, x += g->height * g->width * g->channels)
    for (size_t i = 0; i < g->rows; i++)
      for (size_t j = 0; j < g->columns; j++)
        for (size_t row = 0; row < g->kernel; row++, patches += length) {
          run r = patch_row(
              g, x, (ptrdiff_t)(i * g->stride) + g->top, (ptrdiff_t)(j * g->stride) + g->left, row);
          float *to = x + (r.source - x);
          const float *from = patches + r.before;
          for (size_t c = 0; c < r.count; c++) to[c] += from[c];
        }
}
