// The elementwise loops of the engine that gain from wide registers. Each is compiled once a
// processor generation and chosen when the program starts; each has a Swift twin in CoreTesting.
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
// Returns the sum of -log softmax[target] in nats. Logits must be finite.
double rose_categorical_cross_entropy(
    float *logits, const uint8_t *targets, size_t rows, size_t columns, size_t channels,
    size_t row_stride, size_t column_stride);

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

// Returns the sum over i of x[i] * x[i] * weight[i], in 16 interleaved partial sums.
float rose_weighted_square_sum(const float *x, const float *weight, size_t count);

// sum[i] += x[i] * x[i], in double precision.
void rose_accumulate_squares(const float *x, size_t count, double *sum);

// sum[i] += x[i], in double precision.
void rose_accumulate(const float *x, size_t count, double *sum);

// sum_x[c] += x[r, c] and sum_xy[c] += x[r, c] * y[r, c] over all rows, in double precision.
void rose_accumulate_columns(
    const float *x, const float *y, size_t rows, size_t columns, double *sum_x, double *sum_xy);

// One step of Adam (Kingma and Ba 2015, algorithm 1) on count weights.
//
// step_size = rate / (1 - beta1^t); inverse_root = 1 / sqrt(1 - beta2^t).
void rose_adam(
    float *weight, const float *gradient, float *first_moment, float *second_moment, size_t count,
    float beta1, float beta2, float step_size, float inverse_root, float epsilon);

#pragma clang assume_nonnull end

#endif
