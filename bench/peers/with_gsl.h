/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The workloads in C with GSL: what is asked, what is answered, and the walks in between.
 */
#ifndef BENCH_PEERS_WITH_GSL_H
#define BENCH_PEERS_WITH_GSL_H

#include <gsl/gsl_rng.h>
#include <stddef.h>
#include <stdint.h>

enum { TIMES = 16, CELLS = TIMES + 2 };

typedef struct {
    size_t   replicates, times;
    uint64_t seed, at[TIMES];           // checkpoints, in steps, increasing
} request;

/* Sums over replicates, a cell for each checkpoint; W5 has two more, of T and of x_T. */
typedef struct {
    uint64_t steps;
    double   sum[CELLS], squares[CELLS];
} answer;

/* Least squares: A, n rows of d, and b; xstar: the minimiser. Networks: NETWORKS times A, n rows of d, and b. */
typedef struct {
    size_t d, n;
    double *A, *b, *xstar;
} data;

/* Walks `count` replicates, from number `first`, with random numbers from z, and adds to the answer. */
typedef void walk(const request *q, const data *of, size_t first, size_t count, gsl_rng *z, answer *to);

typedef struct {
    const char *workload;
    walk *loops, *blas, *simd;          // NULL: nothing that this way would do differently
} walks;

extern const walks with_gsl[];          // ends in a row without a name

#endif
