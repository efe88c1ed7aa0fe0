// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/oracle.h -- exact values to hold simulations against. */
#ifndef NB_ORACLE_H
#define NB_ORACLE_H

#include "lib/sampler.h"

/* m = E D and S = E D D' (dim x dim, row-major) of D = x - x*, exactly, for SGD on a quadratic finite sum with or without
 * additive noise: claims catalogue section 0. Sampling with and without replacement and full batches, not passes over the data
 * (their steps are dependent). No small-step and no Gaussian assumption. */
typedef struct {
    size_t  dim;
    double *m, *S;
    double  gap, distance;              // E f(x) - f* = tr(Hb S) / 2, E |D|^2 = tr S
    double *work;
} nb_moments;

NB_CHECKED nb_status nb_moments_make(nb_moments *o, const nb_setup *s, nb_fault *why);     // at the start point
void                 nb_moments_step(nb_moments *o, const nb_setup *s, double a);          // one step of size a
void                 nb_moments_drop(nb_moments *o);

/* S of the stationary law at step size a, by solving its affine fixed point; fails where there is none. */
NB_CHECKED nb_status nb_moments_stationary(nb_moments *o, const nb_setup *s, double a, nb_fault *why);

/* Spectral radius of S -> S+ and the step size at which it is 1. */
NB_CHECKED nb_status nb_moments_radius(const nb_setup *s, double a, double *radius, nb_fault *why);
NB_CHECKED nb_status nb_moments_limit (const nb_setup *s, double *a, nb_fault *why);

#endif
