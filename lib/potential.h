// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/potential.h -- which interpolant a potential selects: argmin of sum_i Q_i(w_i) over X w = y.
 *
 * X is N x d, row by row, N <= d, of full rank; each Q_i is convex and smooth. The minimiser is the one w with X w = y
 * and Q_i'(w_i) = x_i'nu for some nu in R^N, x_i column i of X. So w_i is a growing function of x_i'nu, and nu
 * minimises the sum of these functions' integrals less y'nu: a smooth convex function without constraints.
 *
 * Every solution comes with |X w - y| <= 1e-12 |y|, largest entries; NB_NO_VALUE where there is none.
 */
#ifndef NB_POTENTIAL_H
#define NB_POTENTIAL_H

#include "lib/base.h"

typedef struct { size_t N, d; const double *X, *y; } nb_system;        // X w = y

/* w_i as a function of z = x_i'nu. */
typedef enum {
    NB_SINH,                // size_i sinh(rate_i z + from_i)
    NB_POWERS,              // size_i ((1 - z)^-p - (1 + z)^-p), p = depth / (depth - 2), |z| < 1, depth > 2
} nb_link_kind;
typedef struct {
    nb_link_kind  kind;
    const double *size;     // d numbers > 0
    const double *rate;     // likewise; NULL: 1
    const double *from;     // NULL: 0
    size_t        depth;
} nb_link;
NB_CHECKED nb_status nb_potential_least(const nb_system *s, const nb_link *link, double *w, nb_fault *why);

/* The hyperentropy of w = u v, u(0) = alpha (d numbers), v(0) = 0,
 *
 *   Q(w) = sum_i [ w_i asinh(2 w_i / alpha_i^2) - sqrt(4 w_i^2 + alpha_i^4) / 2 + alpha_i^2 / 2 ] / 2,
 *
 * Q_i' = asinh(2 w_i / alpha_i^2) / 2: its value, and the interpolant of least Q, or of least Bregman divergence
 * D_Q(w, from) from a point (NULL: 0). */
double               nb_hyperentropy(size_t d, const double *alpha, const double *w);
NB_CHECKED nb_status nb_hyperentropy_least(const nb_system *s, const double *alpha, const double *from, double *w,
                                           nb_fault *why);

/* The interpolant that w = w+^D - w-^D flows to from w+ = w- = alpha. D = 2 is the hyperentropy of u(0) = 2 alpha. */
NB_CHECKED nb_status nb_deep_least(const nb_system *s, double alpha, size_t depth, double *w, nb_fault *why);

NB_CHECKED nb_status nb_least_l2(const nb_system *s, double *w, nb_fault *why);            // X'(X X')^-1 y

#endif
