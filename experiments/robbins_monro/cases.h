// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/robbins_monro/cases.h -- what the claims on decaying steps share.
 *
 * The sources count updates from t = 1, a walk counts the steps it has taken from 0: a_t = 1/(t + 1) of the text is
 * 1/(2 + t) here.
 */
#ifndef NB_ROBBINS_MONRO_CASES_H
#define NB_ROBBINS_MONRO_CASES_H

#include "experiments/claims.h"

double nb_over_log      (double a, double b, uint64_t t);       // a / log(b + t)
double nb_inverse_square(double a, double b, uint64_t t);       // a / (b + t)^2

/* What is known of a schedule by its name. */
nb_predicate nb_vanishing_steps;        // a_t > 0, a_t -> 0
nb_predicate nb_endless_steps;          // sum a_t = inf
nb_predicate nb_harmonic_steps;         // a_t = alpha0 / (t + t0)

/* f = x^2 / 2 with noise N(0, s^2) on its gradient: L = m = sigma = 1, sigma0 = s^2. x_t is normal for every t if x_0
 * is. */
nb_predicate nb_unit_parabola;
#define NB_NOISY_PARABOLA(s) { .type = &nb_quadratic, .dim = 1, .noise = s }

/* An arm: SGD on it from a point, or from N(point, spread^2). */
#define NB_DECAYING(schedule, A, B, from, around) \
    NB_ARMS({ .method = &nb_sgd, .step = { schedule, A, B }, .start = { .point = from, .spread = around }, \
              .problem = NB_NOISY_PARABOLA(1) })
#define NB_ONE_OVER_T(from, around)  NB_DECAYING(nb_harmonic, 1, 2, from, around)               // 1 / (t + 1)
#define NB_ONE_OVER_T2(from, around) NB_DECAYING(nb_inverse_square, 1, 2, from, around)         // (t + 1)^-2
#define NB_ROOT(from, around)        NB_DECAYING(nb_inverse_root, 0.5, 1, from, around)         // 1 / (2 sqrt t)
#define NB_OVER_LOG(from, around)    NB_DECAYING(nb_over_log, 0.5, 2, from, around)             // 1 / (2 log(t + 1))
#define NB_TENTH(from, around)       NB_DECAYING(nb_constant, 0.1, 0, from, around)

extern const double nb_from_two[], nb_from_ten[];

/* K1: x_t ~ N(mu, v) has E x^4 = mu^4 + 6 mu^2 v + 3 v^2 <= 3 (mu^2 + v)^2. */
#define NB_SQUARE_OF_NORMAL { .kind = NB_KAPPA, .number = 3, .because = "kappa = 3: the square of a Gaussian" }

/* Var x_t of a unit parabola, by V+ = (1 - a)^2 V + a^2 s^2. */
nb_formula nb_variance_of_parabola;

#endif
