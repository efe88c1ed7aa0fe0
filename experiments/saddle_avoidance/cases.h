// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/saddle_avoidance/cases.h -- what the claims on saddles share. */
#ifndef NB_SADDLE_AVOIDANCE_CASES_H
#define NB_SADDLE_AVOIDANCE_CASES_H

#include "experiments/claims.h"

/* f = x^2/2 - y^2/2 + y^4/4: minima (0, -1) and (0, 1), where f = -1/4, and a strict saddle at 0. */
extern const double nb_saddle[];
#define NB_SADDLE { .type = &nb_quartic, .dim = 2, .data = nb_saddle }

/* (x^2 + y^2 - 1)^2 / 4 - z^2/2 + z^4/4 less its value at 0: the circle x^2 + y^2 = 1, z = 0 of strict saddles, minima
 * on two circles |z| = 1, and the z axis, on which f is largest for each z. */
extern const double nb_circle[];
#define NB_CIRCLE { .type = &nb_polynomial, .dim = 3, .data = nb_circle }

/* The numbers of an arm whose function has no L everywhere: an L on |x_k| <= half. */
enum { NB_SMOOTH, NB_HALF };
#define NB_SMOOTH_UP_TO(half, L) .numbers = (const double[]){ [NB_SMOOTH] = (L), [NB_HALF] = (half) }

double nb_smoothness(const nb_setup *s);                                    // L: the problem's, or of the numbers
void   nb_gradient_of(const nb_problem *p, const double *x, double *g);        // grad f(x), dim <= NB_MOST_DIM

nb_predicate nb_smooth_there;           // |grad f(u) - grad f(v)| <= L |u - v| at pairs drawn from the box
nb_predicate nb_below_one_over_L;       // a L < 1
nb_predicate nb_below_two_over_L;       // a L < 2
nb_predicate nb_continuous_start;       // the start has a density
nb_predicate nb_strict;                 // grad f(0) = 0, and f bends down along the last axis there

/* Coordinate k of every lane, lanes inner: for what is asked after every step. dim <= NB_MOST_DIM. */
static inline const double *nb_lanes_at(const nb_flock *f, size_t k) { return f->x + k * f->lanes; }

/* 1 up to the arrival of a walk. */
extern const nb_observable nb_not_yet;

/* One step of a coordinate, increasing in y and away from 0, and where a walk that comes to R in t of them begins. */
typedef double nb_outward(const void *of, double y);
double nb_pulled_back(nb_outward *step, const void *of, double R, uint64_t t);

#endif
