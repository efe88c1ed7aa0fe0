// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/math.h -- functions with the same bits on every machine.
 *
 * libm picks variants of exp, log, pow, sin, erfc by CPU, and they differ in the last bit. Whatever can reach a results
 * file calls these instead: correctly rounded (MPFR), about a microsecond a call, for targets and thresholds and not
 * for loops over replicates. sqrt, fma, fabs, floor, fmin, fmax and ldexp are exact and allowed. A test looks for the
 * others.
 */
#ifndef NB_MATH_H
#define NB_MATH_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

double nb_exp  (double x);
double nb_expm1(double x);
double nb_log  (double x);
double nb_log1p(double x);
double nb_log2 (double x);
double nb_log10(double x);
double nb_pow  (double x, double y);
double nb_power(double x, uint64_t n);          // x^n
double nb_sin  (double x);
double nb_cos  (double x);
double nb_tanh (double x);
double nb_sinh (double x);
double nb_cosh (double x);
double nb_asinh(double x);
double nb_erf  (double x);
double nb_erfc (double x);
double nb_gamma(double x);
double nb_log_gamma(double x);                  // x > 0

double nb_normal_cdf     (double x);            // P(Z <= x)
double nb_normal_quantile(double p);            // upper: P(Z > z) = p, 0 < p < 1
double nb_beta_quantile      (double p, double a, double b);   // lower: I_z(a, b) = p
double nb_beta_quantile_upper(double p, double a, double b);   // upper: I_z(a, b) = 1 - p, for p far below 2^-53 too
double nb_log_sum_exp(const double *a, size_t n);              // log sum_i e^a_i; -inf for n = 0 or all -inf

void nb_math_drop(void);                        // releases the constants MPFR keeps for this thread

#endif
