// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/oracle.h -- exact values to hold simulations against.
 *
 * SGD on a quadratic finite sum maps D = x - x* affinely, D+ = D - a (g_B + H_B D), with B drawn anew every step. So
 * the moments of D up to any order follow recursions, with no small-step and no Gaussian assumption. They hold for
 * sampling with and without replacement and for full batches, not for passes over the data, whose steps depend on one
 * another.
 */
#ifndef NB_ORACLE_H
#define NB_ORACLE_H

#include "lib/sampler.h"

/* m = E D and S = E D D' (dim x dim, row-major), with or without additive noise. */
typedef struct {
    size_t  dim;
    double *m, *S;
    double  gap, distance;              // E f(x) - f* = tr(Hb S) / 2, E |D|^2 = tr S
    double *work;
} nb_moments;

NB_CHECKED nb_status nb_moments_make(nb_moments *o, const nb_setup *s, nb_fault *why);     // at the start point
void                 nb_moments_step(nb_moments *o, const nb_setup *s, double a);          // one step of size a
void                 nb_moments_drop(nb_moments *o);

/* S of the stationary law at step size a: the fixed point of its recursion, m = 0. Fails where there is none. */
NB_CHECKED nb_status nb_moments_stationary(nb_moments *o, const nb_setup *s, double a, nb_fault *why);

/* Spectral radius of S -> S+ and the step size at which it is 1. For dim up to about 16: S has dim (dim + 1) / 2
 * numbers. */
NB_CHECKED nb_status nb_moments_radius(const nb_setup *s, double a, double *radius, nb_fault *why);
NB_CHECKED nb_status nb_moments_limit (const nb_setup *s, double *a, nb_fault *why);

/* b with Cov g_B = b Cov g_i: 1 / K with replacement, (N - K) / (K (N - 1)) without, 0 for full batches. */
double nb_batch_share(const nb_setup *s);

/* E (f(x_t) - f*)^2 and E |D_t|^4 along the arm's own steps, by the recursion of E D (x) D (x) D (x) D; no additive
 * noise, a start without spread, batches few enough to list. */
typedef struct { double gap, distance; } nb_squares;
NB_CHECKED nb_status nb_squares_at(nb_squares *q, const nb_setup *s, uint64_t t, nb_fault *why);

#endif
