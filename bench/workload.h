// SPDX-License-Identifier: GPL-3.0-or-later
/* bench/workload.h -- five workloads whose answers are known, in the engine's own terms: problem, method, step, start
 * and checkpoints are data that it meets at run time. bench/peers/ has the same work as one would write it today. */
#ifndef NB_WORKLOAD_H
#define NB_WORKLOAD_H

#include "bench/load.h"

#define NB_EVER UINT64_MAX      // in place of a time: no time, but E T

/* The mean at time t, and its standard error where it is not exact: bench/peers/oracle.dat. */
typedef struct { uint64_t t; double value, error; } nb_known;

typedef struct {
    const char     *name, *title;
    nb_load         load;
    double          factor;     // of what is watched: mean of factor times it; where arrivals are, P(T <= t) and E T
    const nb_known *known;
    size_t          knowns;
    double          flops;      // of the update of a step ...
    double          blocks;     // ... and blocks of Philox, 128 bits each, that its noise or its index takes
} nb_workload;

enum { NB_WORKLOADS = 5 };
extern const nb_workload nb_workloads[NB_WORKLOADS];

/* How far the mean of `known` lies from what it must be, in standard errors of both. */
double nb_workload_deviation(const nb_workload *w, const nb_loaded *l, const nb_known *known);

#endif
