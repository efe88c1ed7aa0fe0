// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/experiments/descents.h -- descents of diagonal networks on the catalogue's instances, made ready to be looked
 * at. */
#ifndef NB_DESCENTS_H
#define NB_DESCENTS_H

#include <stdlib.h>

#include "experiments/diagonal_network/edges.h"
#include "tests/experiments/sides.h"

#define A(gamma, b) ((nb_arm)NB_PQ(gamma, 0.1, b, NB_A_DIM, NB_INSTANCE_A))
#define B(gamma, b) ((nb_arm)NB_PQ(gamma, 0.1, b, NB_B_DIM, NB_INSTANCE_B))
#define O(gamma, b) ((nb_arm)NB_PQ(gamma, 0.1, b, NB_O_DIM, NB_INSTANCE_O))

/* An arm made ready to walk, and its data. */
typedef struct { nb_arm arm; nb_instance in; uint64_t last; nb_trial t; nb_regression r; } ready;

static inline void make(ready *x, nb_arm arm, uint64_t last)
{
    nb_fault why = { 0 };
    *x = (ready){ .arm = arm, .last = last };
    x->in = (nb_instance){ "a descent", { &x->arm, 1 }, { &x->last, 1 }, NB_SMOKE };
    ck_assert_msg(nb_trial_make(&x->t, &x->in, (nb_watch)NB_WATCH(&nb_gap), 0, nb_stream_named(1, "test", 0),
                                nb_isa_best(), &why) == NB_OK, "%s", why.text);
    ck_assert_int_eq(nb_regression_make(&x->r, &arm.problem, NULL), NB_OK);
}

static inline void drop(ready *x)
{
    nb_regression_drop(&x->r);
    nb_trial_drop(&x->t);
}

static inline nb_gains descend(nb_arm arm, uint64_t last, double loss, uint64_t replicate)
{
    ready x;
    nb_gains g;
    make(&x, arm, last);
    ck_assert_int_eq(nb_gains_of(&x.t, 0, replicate, &x.r, loss, &g), NB_OK);
    drop(&x);
    return g;
}

static inline double sum_of(size_t d, const nb_gains *g)
{
    return nb_norm1(d, g->gain);
}

static inline void about(double value, double digits, double relative)
{
    ck_assert_double_eq_tol(value, digits, relative * fabs(digits));
}

enum { RUNS = 12 };

static inline int by_size(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static inline void spread_of(const double *run, double *mean, double *deviation)
{
    double square = 0;
    *mean = 0;
    for (size_t i = 0; i < RUNS; i++)
        *mean += run[i] / RUNS;
    for (size_t i = 0; i < RUNS; i++)
        square += (run[i] - *mean) * (run[i] - *mean) / (RUNS - 1);
    *deviation = sqrt(square);
}

/* The median of RUNS runs is what another RUNS runs had: within four standard deviations of the difference, that of a
 * median being 1.2533 of a mean's. */
static inline void median_is(double *run, double digits)
{
    double mean, deviation;
    spread_of(run, &mean, &deviation);
    qsort(run, RUNS, sizeof *run, by_size);
    ck_assert_double_eq_tol((run[RUNS / 2 - 1] + run[RUNS / 2]) / 2, digits, 4 * 1.2533 * deviation * sqrt(2. / RUNS));
}

/* What one other run had is within four standard deviations of the mean of these. */
static inline void single_is(const double *run, double digits)
{
    double mean, deviation;
    spread_of(run, &mean, &deviation);
    ck_assert_double_eq_tol(mean, digits, 4 * deviation * sqrt(1 + 1. / RUNS));
}

#endif
