#include <string.h>

#include "CKernels.h"
#include "per_processor.h"

#pragma STDC FP_CONTRACT ON

// Products whose right operand lies in panels.
//
// A panel holds `width` neighbouring columns of the right operand, row after row; columns past the
// last are 0. A tile of the product, at most ROWS rows by one panel, stays in registers while k runs
// once from its first to its last value, so that each element is
//
//     c_ij = ((start_j + a_i0 b_0j) + a_i1 b_1j) + …
//
// with one fused multiply-add a step where the processor has it. Its bits therefore depend neither
// on the number of rows nor on the row's place among them.

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

enum { LANES = 16, ROWS = 6, VECTORS = 4 };

typedef float lanes __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

// Steps of k that the right operand is asked for in advance.
enum { AHEAD = 16 };

// The floats of the left operand that a pass over all panels reads: they stay in the second cache.
enum { BLOCK_FLOATS = 65536 };

INLINE void accumulate(
    const size_t rows, const size_t vectors, lanes tile[ROWS][VECTORS], rose_left a,
    const float *b, size_t k) {
  const float *left = a.base;
  for (size_t step = 0; step < k; step++) {
    lanes right[VECTORS];
    UNROLLED for (size_t v = 0; v < vectors; v++) {
      right[v] = *(const lanes *)(b + v * LANES);
      __builtin_prefetch(b + (AHEAD * vectors + v) * LANES);
    }
    UNROLLED for (size_t i = 0; i < rows; i++) {
      float scalar = left[i * a.row_step];
      UNROLLED for (size_t v = 0; v < vectors; v++) tile[i][v] += scalar * right[v];
    }
    left += a.k_step;
    b += vectors * LANES;
  }
}

// Writes a tile; of the last panel only the columns there are.
INLINE void store(
    const size_t rows, const size_t vectors, lanes tile[ROWS][VECTORS], float *c,
    size_t row_step, size_t columns) {
  if (columns >= vectors * LANES) {
    UNROLLED for (size_t i = 0; i < rows; i++)
      UNROLLED for (size_t v = 0; v < vectors; v++)
        *(lanes *)(c + i * row_step + v * LANES) = tile[i][v];
  } else {
    // Of a copy, for a tile that memcpy could read would be kept in memory all the while.
    UNROLLED for (size_t i = 0; i < rows; i++) {
      lanes row[VECTORS];
      UNROLLED for (size_t v = 0; v < vectors; v++) row[v] = tile[i][v];
      memcpy(c + i * row_step, row, columns * sizeof *c);
    }
  }
}

INLINE void product_tile(
    const size_t rows, const size_t vectors, rose_left a, const float *panel, const float *start,
    size_t k, float *c, size_t row_step, size_t columns) {
  lanes tile[ROWS][VECTORS];
  UNROLLED for (size_t i = 0; i < rows; i++)
    UNROLLED for (size_t v = 0; v < vectors; v++)
      tile[i][v] = start ? *(const lanes *)(start + v * LANES) : (lanes){0};
  accumulate(rows, vectors, tile, a, panel, k);
  store(rows, vectors, tile, c, row_step, columns);
}

INLINE rose_left rows_from(rose_left a, size_t row) {
  a.base += row * a.row_step;
  return a;
}

INLINE void product_panel(
    const size_t vectors, rose_left a, const float *panel, const float *start, size_t m, size_t k,
    float *c, size_t row_step, size_t columns) {
  while (m > 0) {
    // Two tiles of one height rather than a full and a low one, which would wait for its sums.
    size_t rows = m <= ROWS ? m : m < 2 * ROWS ? (m + 1) / 2 : ROWS;
    switch (rows) {
      case 6: product_tile(6, vectors, a, panel, start, k, c, row_step, columns); break;
      case 5: product_tile(5, vectors, a, panel, start, k, c, row_step, columns); break;
      case 4: product_tile(4, vectors, a, panel, start, k, c, row_step, columns); break;
      case 3: product_tile(3, vectors, a, panel, start, k, c, row_step, columns); break;
      case 2: product_tile(2, vectors, a, panel, start, k, c, row_step, columns); break;
      default: product_tile(1, vectors, a, panel, start, k, c, row_step, columns);
    }
    m -= rows;
    a = rows_from(a, rows);
    c += rows * row_step;
  }
}

INLINE void product(
    const size_t vectors, rose_left a, rose_panels b, size_t m, size_t n, size_t k, rose_result c) {
  const size_t width = vectors * LANES;
  size_t block = k ? BLOCK_FLOATS / k / ROWS * ROWS : m;
  if (block < 4 * ROWS) block = 4 * ROWS;
  for (size_t row = 0; row < m; row += block) {
    size_t rows = m - row < block ? m - row : block;
    for (size_t column = 0, panel = 0; column < n; column += width, panel++) {
      // A result in panels has room for whole ones.
      size_t columns = c.row_step == width ? width : n - column;
      product_panel(
          vectors, rows_from(a, row), b.base + panel * b.panel_step,
          b.start ? b.start + column : NULL, rows, k,
          c.base + panel * c.panel_step + row * c.row_step, c.row_step, columns);
    }
  }
}

// The compiler sees which of the left operand's steps is 1.
INLINE void product_by_steps(
    const size_t vectors, rose_left a, rose_panels b, size_t m, size_t n, size_t k, rose_result c) {
  if (a.k_step == 1)
    product(vectors, (rose_left){a.base, a.row_step, 1}, b, m, n, k, c);
  else
    product(vectors, (rose_left){a.base, 1, a.k_step}, b, m, n, k, c);
}

PER_PROCESSOR
void rose_product(
    size_t width, rose_left a, rose_panels b, size_t m, size_t n, size_t k, rose_result c) {
  if (width == VECTORS * LANES)
    product_by_steps(VECTORS, a, b, m, n, k, c);
  else
    product_by_steps(1, a, b, m, n, k, c);
}

INLINE void square_tile(
    const size_t rows, const size_t vectors, rose_left a, const float *panel, size_t k,
    const float *weights, lanes sums[VECTORS]) {
  lanes tile[ROWS][VECTORS];
  UNROLLED for (size_t i = 0; i < rows; i++)
    UNROLLED for (size_t v = 0; v < vectors; v++) tile[i][v] = (lanes){0};
  accumulate(rows, vectors, tile, a, panel, k);
  UNROLLED for (size_t i = 0; i < rows; i++)
    UNROLLED for (size_t v = 0; v < vectors; v++) {
      lanes weight = *(const lanes *)(weights + (i * vectors + v) * LANES);
      sums[v] += tile[i][v] * tile[i][v] * weight;
    }
}

INLINE double square_panel(
    const size_t vectors, rose_left a, const float *panel, size_t m, size_t k,
    const float *weights) {
  const size_t width = vectors * LANES;
  lanes sums[VECTORS] = {{0}};
  size_t row = 0;
  for (; row + ROWS <= m; row += ROWS)
    square_tile(ROWS, vectors, rows_from(a, row), panel, k, weights + row * width, sums);
  for (; row < m; row++)
    square_tile(1, vectors, rows_from(a, row), panel, k, weights + row * width, sums);
  double sum = 0;
  for (size_t v = 0; v < vectors; v++)
    for (size_t i = 0; i < LANES; i++) sum += (double)sums[v][i];
  return sum;
}

INLINE double squares(
    const size_t vectors, rose_left a, rose_panels b, size_t m, size_t n, size_t k,
    rose_panels weights) {
  double sum = 0;
  for (size_t column = 0, panel = 0; column < n; column += vectors * LANES, panel++)
    sum += square_panel(
        vectors, (rose_left){a.base, 1, a.k_step}, b.base + panel * b.panel_step, m, k,
        weights.base + panel * weights.panel_step);
  return sum;
}

PER_PROCESSOR
double rose_product_square_sum(
    size_t width, rose_left a, rose_panels b, size_t m, size_t n, size_t k, rose_panels weights) {
  return width == VECTORS * LANES ? squares(VECTORS, a, b, m, n, k, weights)
                                  : squares(1, a, b, m, n, k, weights);
}

int rose_processor_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return 4;
  if (__builtin_cpu_supports("x86-64-v3")) return 3;
#endif
  return 0;
}

// 24 registers of 16 floats make a tile of 6 by 64; with fewer registers it is 6 by 16.
size_t rose_panel_width(void) { return rose_processor_level() == 4 ? VECTORS * LANES : LANES; }

enum { PACKED_ROWS = 16 };

void rose_pack(
    size_t width, const float *x, size_t row_step, size_t column_step, size_t rows,
    size_t columns, float *panels, size_t panel_step) {
  for (size_t first = 0; first < columns; first += width, panels += panel_step) {
    size_t count = columns - first < width ? columns - first : width;
    // A few rows at a time: of a transposed matrix they share cache lines, and columns far apart
    // may push one another out.
    for (size_t row = 0; row < rows; row += PACKED_ROWS) {
      size_t block = rows - row < PACKED_ROWS ? rows - row : PACKED_ROWS;
      const float *from = x + row * row_step + first * column_step;
      float *to = panels + row * width;
      if (column_step == 1) {
        for (size_t r = 0; r < block; r++)
          memcpy(to + r * width, from + r * row_step, count * sizeof *to);
      } else {
        for (size_t i = 0; i < count; i++)
          for (size_t r = 0; r < block; r++)
            to[r * width + i] = from[r * row_step + i * column_step];
      }
      if (count < width)
        for (size_t r = 0; r < block; r++)
          memset(to + r * width + count, 0, (width - count) * sizeof *to);
    }
  }
}
