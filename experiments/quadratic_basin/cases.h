// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/quadratic_basin/cases.h -- what the claims on stationary losses share.
 *
 * L(eta) is the expected loss under the stationary law of SGD with step eta, on f = mean (g_i'D + D'H_i D / 2), D = x
 * - x*, with E g_i = 0 and a mean Hessian Hb > 0.
 */
#ifndef NB_QUADRATIC_BASIN_CASES_H
#define NB_QUADRATIC_BASIN_CASES_H

#include "experiments/claims.h"

/* An arm: one term a step from x*. The problem comes last: its braces hold commas. */
#define NB_IN_BASIN(size, ...) { .method = &nb_sgd, .step = { nb_constant, .a = size }, .problem = __VA_ARGS__ }

/* mean |g_i|^2, |mean H_i g_i|, mean tr H_i^2. */
typedef struct { double gg, b, Q; } nb_means;
nb_means nb_means_of(const nb_setup *s);

/* (1/4) mean_i E |g_i + H_i D|^2 for D of mean 0 and second moment S. */
double nb_quarter(const nb_setup *s, const double *S);

double     nb_settled_gap(const nb_setup *s);       // L(eta) - L*; NaN where there is no stationary law
nb_formula nb_stationary_gap;                       // the same, for whatever t

/* E_i |g_i + H_i D|^2 = gg + 2 b'D + D'Q D, E D = 0, exceeds gg by at most tr Q E |D|^2 <= 2 tr Q gap / m. */
double nb_excess_most(const nb_setup *s);

#endif
