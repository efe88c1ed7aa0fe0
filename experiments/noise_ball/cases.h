// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/noise_ball/cases.h -- what the claims on constant steps share. */
#ifndef NB_NOISE_BALL_CASES_H
#define NB_NOISE_BALL_CASES_H

#include "experiments/claims.h"

/* An arm: SGD with a constant step from a point, one term a step or in batches. The problem comes last: its braces hold
 * commas. */
#define NB_SGD(size, from, ...) \
    { .method = &nb_sgd, .step = { nb_constant, .a = size }, .start = { .point = from }, .problem = __VA_ARGS__ }
#define NB_BATCHES(size, from, drawn, K, ...) \
    { .method = &nb_sgd, .step = { nb_constant, .a = size }, .start = { .point = from }, .sampling = { drawn, K }, \
      .problem = __VA_ARGS__ }

/* f = x^2 / 2 with noise N(0, s^2) on its gradient: L = m = sigma = 1, sigma0 = s^2. Without noise: gradient descent.
 * */
#define NB_SCALAR_NOISE(s) { .type = &nb_quadratic, .dim = 1, .noise = s }
extern const double nb_at_one[], nb_at_two[], nb_at_ten[];

/* Three unit parabolas around the corners of an equilateral triangle with centre 0; the same, three times as steep. */
extern const double nb_corners[];                       // c_1, c_2, c_3: unit vectors
extern const double nb_case_triangle[], nb_case_triangle_sum[];
#define NB_TRIANGLE     { .type = &nb_finite_sum, .dim = 2, .terms = 3, .data = nb_case_triangle }
#define NB_TRIANGLE_SUM { .type = &nb_finite_sum, .dim = 2, .terms = 3, .data = nb_case_triangle_sum }

/* The two sides of an inequality at x* + D. */
typedef void nb_sides(const nb_setup *s, const double *D, long double *lhs, long double *rhs);

/* Tries `points` normal points around x*, on scales from 2^-8 to 2^7, and enters the one nearest to a violation. */
NB_CHECKED nb_status nb_enter_worst(const nb_trial *t, nb_ledger *l, const char *label, nb_relation r, size_t points,
                                    nb_sides *sides);

/* At every checkpoint of every arm: the exact E f(x_t) - f* (lhs) and what is said of it (rhs). */
NB_CHECKED nb_status nb_enter_gaps(const nb_trial *t, nb_ledger *l, nb_formula *said);

/* E f(x) - f* under the stationary law; NaN where there is none. */
double nb_exact_floor(const nb_setup *s);

#endif
