// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/arrays.h -- quadratic finite sums as bare arrays: what an oracle asks of a problem, and no more. */
#ifndef NB_TEST_ARRAYS_H
#define NB_TEST_ARRAYS_H

#include <check.h>

#include "lib/math.h"
#include "lib/oracle.h"

/* Terms: H_i row-major, then g_i. */
static inline void term(const nb_problem *p, size_t i, double *H, double *g)
{
    const size_t d = p->dim;
    const double *row = p->A + i * (d * d + d);
    for (size_t j = 0; j < d * d; j++)
        H[j] = row[j];
    for (size_t j = 0; j < d; j++)
        g[j] = row[d * d + j];
}
static const nb_problem_kernels arrays = { .term = term };
static double origin[8];

typedef struct { nb_arm arm; nb_setup setup; double step[64]; } made;

static inline nb_setup *make(made *x, size_t dim, size_t terms, const double *data, const double *start, double a,
                      nb_scheme scheme, size_t K)
{
    *x = (made){ .arm = { .sampling = { scheme, K }, .start.point = start, .step = { nb_constant, a, 0 } } };
    x->setup = (nb_setup){ .arm = &x->arm, .step = x->step,
        .problem = { .run = &arrays, .dim = dim, .terms = terms, .A = (double *)data, .x_star = origin } };
    for (size_t t = 0; t < sizeof x->step / sizeof *x->step; t++)
        x->step[t] = a;
    return &x->setup;
}

/* Cases A and B of the catalogue, section 0. */
static const double case_a[] = {
    2, .5, .5, 1, 1, .5,   1, -.25, -.25, 3, -2, 1,   .5, 0, 0, .5, .5, -2.5,   2.5, .75, .75, 1.5, .5, 1,
};
static const double start_a[] = { 3, -2 };
static const double case_b[] = {
    1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 0, -1,   2, 1, 0, 1, 1, 0, 0, 0, 1, 0, 2, 1,
    1, 0, -1, 0, 2, .5, -1, .5, 2, -1.5, -1, .5,   -.5, 0, 0, 0, 1, 0, 0, 0, .5, 1, -2, 0,
    3, -.5, .5, -.5, 1.5, 0, .5, 0, 1, -.5, 1, -.5,
};
static const double start_b[] = { 1, -1, 2 };

#endif
