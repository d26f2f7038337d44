#include <math.h>
#include <string.h>

#include "CKernels.h"
#include "per_processor.h"

#pragma STDC FP_CONTRACT ON

enum { CLASSES = 256, LANES = 16 };

// exp(x) for x <= 0, at most 2 ulp off; below -87 the result is exp(-87), about 1.6e-38.
//
// exp(x) = 2^n * exp(r) with n = round(x / ln 2) and |r| <= ln 2 / 2; exp(r) by its Taylor
// polynomial of degree 7, whose remainder is below 5e-9.
static inline __attribute__((always_inline)) float exp_nonpositive(float x) {
  const float round_to_integer = 12582912.0f;  // 1.5 * 2^23
  x = x > -87.0f ? x : -87.0f;
  float shifted = x * 1.44269504088896341f + round_to_integer;
  float n = shifted - round_to_integer;
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.98412698e-4f;
  p = p * r + 1.38888889e-3f;
  p = p * r + 8.33333333e-3f;
  p = p * r + 4.16666667e-2f;
  p = p * r + 1.66666667e-1f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  int32_t bits = ((int32_t)n + 127) << 23;
  float power;
  memcpy(&power, &bits, sizeof power);
  return p * power;
}

// Folds the 16 partial sums pairwise, always in the same order.
static inline __attribute__((always_inline)) float fold(float *lanes) {
  for (size_t width = LANES / 2; width > 0; width /= 2)
    for (size_t i = 0; i < width; i++) lanes[i] += lanes[i + width];
  return lanes[0];
}

static inline __attribute__((always_inline)) double cross_entropy_row(
    float *row, uint8_t target, double *squared_error, double *variance) {
  float top[LANES];
  for (size_t i = 0; i < LANES; i++) top[i] = row[i];
  for (size_t j = LANES; j < CLASSES; j += LANES)
    for (size_t i = 0; i < LANES; i++) top[i] = row[j + i] > top[i] ? row[j + i] : top[i];
  float largest = top[0];
  for (size_t i = 1; i < LANES; i++) largest = top[i] > largest ? top[i] : largest;

  float wanted = row[target];
  float sums[LANES] = {0}, distances[LANES] = {0}, squares[LANES] = {0};
  for (size_t j = 0; j < CLASSES; j += LANES)
    for (size_t i = 0; i < LANES; i++) {
      float e = exp_nonpositive(row[j + i] - largest);
      row[j + i] = e;
      sums[i] += e;
      // Counted from the target, so that a confident prediction keeps its digits.
      float distance = (float)((int32_t)(j + i) - (int32_t)target);
      distances[i] += e * distance;
      squares[i] += e * distance * distance;
    }
  float sum = fold(sums);
  float inverse = 1.0f / sum;
  double mean = (double)(fold(distances) * inverse);
  *squared_error += mean * mean;
  *variance += fmax(0, (double)(fold(squares) * inverse) - mean * mean);
  for (size_t j = 0; j < CLASSES; j++) row[j] *= inverse;
  row[target] -= 1.0f;
  return (double)(largest - wanted) + (double)logf(sum);
}

PER_PROCESSOR
double rose_categorical_cross_entropy(
    float *logits, const uint8_t *targets, size_t rows, size_t columns, size_t channels,
    size_t row_stride, size_t column_stride, double *squared_error, double *variance) {
  double loss = 0, squares = 0, variances = 0;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++)
      for (size_t k = 0; k < channels; k++) {
        loss += cross_entropy_row(
            logits, targets[r * row_stride + c * column_stride + k], &squares, &variances);
        logits += CLASSES;
      }
  *squared_error = squares;
  *variance = variances;
  return loss;
}

PER_PROCESSOR
void rose_scale_shift(
    const float *x, const float *scale, const float *shift, size_t rows, size_t columns,
    float *y) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++)
      y[r * columns + c] = x[r * columns + c] * scale[c] + shift[c];
}

PER_PROCESSOR
void rose_relu(const float *x, size_t count, float *y) {
  for (size_t i = 0; i < count; i++) y[i] = x[i] > 0 ? x[i] : 0;
}

PER_PROCESSOR
void rose_relu_backward(const float *y, const float *dy, size_t count, float *dx) {
  for (size_t i = 0; i < count; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
}

PER_PROCESSOR
void rose_add(const float *x, size_t count, float *y) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

PER_PROCESSOR
void rose_square(const float *x, size_t count, float *y) {
  for (size_t i = 0; i < count; i++) y[i] = x[i] * x[i];
}

PER_PROCESSOR
float rose_dot(const float *x, const float *y, size_t count) {
  float sums[LANES] = {0};
  size_t whole = count / LANES * LANES;
  for (size_t j = 0; j < whole; j += LANES)
    for (size_t i = 0; i < LANES; i++) sums[i] += x[j + i] * y[j + i];
  for (size_t j = whole; j < count; j++) sums[j - whole] += x[j] * y[j];
  return fold(sums);
}

PER_PROCESSOR
void rose_accumulate_squares(const float *x, size_t count, double *sum) {
  for (size_t i = 0; i < count; i++) sum[i] += (double)x[i] * (double)x[i];
}

PER_PROCESSOR
void rose_accumulate(const float *x, size_t count, double *sum) {
  for (size_t i = 0; i < count; i++) sum[i] += (double)x[i];
}

PER_PROCESSOR
void rose_accumulate_columns(
    const float *x, const float *y, size_t rows, size_t columns, double *sum_x,
    double *sum_xy) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      double value = x[r * columns + c];
      sum_x[c] += value;
      sum_xy[c] += value * (double)y[r * columns + c];
    }
}

PER_PROCESSOR
void rose_adam(
    float *weight, const float *gradient, float *first_moment, float *second_moment, size_t count,
    float beta1, float beta2, float step_size, float inverse_root, float epsilon,
    float gradient_scale, float weight_decay) {
  for (size_t i = 0; i < count; i++) {
    float g = gradient_scale * gradient[i] + weight_decay * weight[i];
    float m = beta1 * first_moment[i] + (1 - beta1) * g;
    float v = beta2 * second_moment[i] + (1 - beta2) * g * g;
    first_moment[i] = m;
    second_moment[i] = v;
    // Not sqrtf, which may set errno and so keeps the loop from being vectorised.
    weight[i] -= step_size * m / (__builtin_elementwise_sqrt(v) * inverse_root + epsilon);
  }
}
