// The loops of the engine that gain from wide registers. Each is compiled once a processor
// generation and chosen when the program starts; each has a Swift twin in CoreTesting or its tests.
// Three functions are none: they say what the processor is, and set what it does with subnormals.
// No function allocates, none keeps a pointer, none fails.
#ifndef ROSED_CKERNELS_H
#define ROSED_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Softmax and cross-entropy over 256 classes, forward and backward in one pass.
//
// logits: [rows, columns, channels, 256], replaced by softmax - onehot(target), the gradient.
// targets: the class of (row, column, channel) is
//   targets[row * row_stride + column * column_stride + channel].
// squared_error: set to the sum of (m - target)^2, m the mean class under the softmax.
// variance: set to the sum of the variances of the class under the softmax.
// Returns the sum of -log softmax[target] in nats. Logits must be finite.
double rose_categorical_cross_entropy(
    float *logits, const uint8_t *targets, size_t rows, size_t columns, size_t channels,
    size_t row_stride, size_t column_stride, double *squared_error, double *variance);

// y[r, c] = x[r, c] * scale[c] + shift[c]; x and y may be the same.
void rose_scale_shift(
    const float *x, const float *scale, const float *shift, size_t rows, size_t columns, float *y);

// y[i] = max(0, x[i]); NaN gives 0.
void rose_relu(const float *x, size_t count, float *y);

// dx[i] = y[i] > 0 ? dy[i] : 0.
void rose_relu_backward(const float *y, const float *dy, size_t count, float *dx);

// y[i] += x[i].
void rose_add(const float *x, size_t count, float *y);

// y[i] = x[i] * x[i]; x and y may be the same.
void rose_square(const float *x, size_t count, float *y);

// Returns the sum over i of x[i] * y[i], in 16 interleaved partial sums.
float rose_dot(const float *x, const float *y, size_t count);

// sum[i] += x[i] * x[i], in double precision.
void rose_accumulate_squares(const float *x, size_t count, double *sum);

// sum[i] += x[i], in double precision.
void rose_accumulate(const float *x, size_t count, double *sum);

// sum_x[c] += x[r, c] and sum_xy[c] += x[r, c] * y[r, c] over all rows, in double precision.
void rose_accumulate_columns(
    const float *x, const float *y, size_t rows, size_t columns, double *sum_x, double *sum_xy);

// One step of Adam (Kingma and Ba 2015, algorithm 1) on count weights, along
// gradient_scale * gradient + weight_decay * weight.
//
// step_size = rate / (1 - beta1^t); inverse_root = 1 / sqrt(1 - beta2^t).
void rose_adam(
    float *weight, const float *gradient, float *first_moment, float *second_moment, size_t count,
    float beta1, float beta2, float step_size, float inverse_root, float epsilon,
    float gradient_scale, float weight_decay);

// The left operand of a product: element (i, k) is base[i * row_step + k * k_step], and one of the
// steps is 1.
typedef struct {
  const float *base;
  size_t row_step, k_step;
} rose_left;

// The right operand of a product, or weights, in panels: element (k, j) is
// base[j / width * panel_step + k * width + j % width], and 0 past the last column.
// Each row of the product starts from start[j], padded to whole panels, or from 0.
typedef struct {
  const float *base;
  size_t panel_step;
  const float *_Nullable start;
} rose_panels;

// A product: element (i, j) is base[j / width * panel_step + i * row_step + j % width].
// Rows without gaps: row_step = n, panel_step = width. In panels: row_step = width; columns past
// the last are written too.
typedef struct {
  float *base;
  size_t row_step, panel_step;
} rose_result;

// Takes subnormal numbers for 0 on this thread from now on, as operands and as results, and returns
// what to give rose_restore_subnormals.
uint64_t rose_flush_subnormals(void);

// Undoes rose_flush_subnormals.
void rose_restore_subnormals(uint64_t state);

// The x86-64 level of this processor: 4 has AVX-512, 3 has AVX2, else 0.
int rose_processor_level(void);

// The columns of a panel that this processor multiplies fastest, 16 or 64.
size_t rose_panel_width(void);

// Writes a matrix of which element (row, column) is x[row * row_step + column * column_step] in
// panels.
void rose_pack(
    size_t width, const float *x, size_t row_step, size_t column_step, size_t rows,
    size_t columns, float *panels, size_t panel_step);

// c[i, j] = start[j] + sum over k of a[i, k] * b[k, j], k from 0 up, for i < m, j < n, one fused
// multiply-add a step where the processor has it: an element's bits depend on its row of a and its
// column of b alone.
void rose_product(
    size_t width, rose_left a, rose_panels b, size_t m, size_t n, size_t k, rose_result c);

// Returns the sum over i < m, j < n of weights[i, j] * (sum over k of a[i, k] * b[k, j])^2;
// a.row_step is 1. Each panel's sum is of single, their sum of double precision.
double rose_product_square_sum(
    size_t width, rose_left a, rose_panels b, size_t m, size_t n, size_t k, rose_panels weights);

// Where patches lie in a frame [height, width, channels]: patch (i, j) of rows * columns reads
// kernel * kernel positions from row i * stride + top and column j * stride + left on; what lies
// outside the frame is 0.
typedef struct {
  size_t height, width, channels, kernel, stride;
  ptrdiff_t top, left;
  size_t rows, columns;
} rose_patches;

// Copies the patches of so many frames, [frames, rows, columns, kernel, kernel, channels].
void rose_gather(const rose_patches *geometry, size_t frames, const float *x, float *patches);

// Adds each patch onto the positions it was read from: the transpose of rose_gather.
void rose_scatter_add(
    const rose_patches *geometry, size_t frames, const float *patches, float *x);

#pragma clang assume_nonnull end

#endif
