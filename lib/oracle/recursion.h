// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/oracle/recursion.h -- one step of m and S, shared by the moments along a run and by those of the stationary law.
 * */
#ifndef NB_ORACLE_RECURSION_H
#define NB_ORACLE_RECURSION_H

#include "lib/oracle.h"

/* What a step needs, laid out in the `work` of nb_moments. */
typedef struct {
    size_t  d, N;
    double *H, *g;                      // N Hessians, N gradients
    double *Hb, *gb, *noise;            // means; covariance of additive noise
    double *V, *W, *v;                  // scratch: two matrices, a vector
} nb_recursion;

nb_recursion nb_recursion_in(const nb_setup *s, double *work);

/* S and m after a step of size a on batches with share b. m = g = gb = 0 and no noise give the linear part alone. */
void nb_recursion_advance(const nb_recursion *q, double b, double a, double *m, double *S);

/* gap and distance of o from its S. */
void nb_moments_measure(nb_moments *o, const double *Hb);

/* C = A B, n x n. */
void nb_recursion_multiply(size_t n, const double *A, const double *B, double *C);

#endif
