// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/diagonal_network/edges.h -- how large a step may be: many descents of w = u v to a loss, one by one, and
 * the largest step size of those that get there. */
#ifndef NB_DIAGONAL_NETWORK_EDGES_H
#define NB_DIAGONAL_NETWORK_EDGES_H

#include "experiments/diagonal_network/gains.h"

/* From u = alpha, v = 0, in u + v and u - v, with all terms or one term a step (number t of the stream's replicate). */
typedef struct {
    const nb_regression *r;
    double               alpha, loss;       // until L < loss ...
    uint64_t             most;              // ... or this many steps
    bool                 single;
    nb_stream            stream;
    uint64_t             replicate;
} nb_edge;

bool   nb_edge_arrives(const nb_edge *e, double gamma, double *w);                  // w: where it got
double nb_edge_largest(const nb_edge *e, double low, double high, int halvings);    // low arrives, high does not

/* A vote of the regressions seed, seed + 1, ... of the trial's first arm, whose numbers are alpha and how many: is |w -
 * w*| at L < 1e-5 with `share` of the largest step size above that with a tenth of it, or below? One that does not get
 * there with both is in neither count. */
typedef struct { size_t all, above, below; } nb_vote;
NB_CHECKED nb_status nb_edge_vote(const nb_trial *t, bool single, double share, const double *planted, nb_vote *v);

/* The sign test: the least k with P(Bin(n, 1/2) >= k) <= 1e-9; n + 1 where there is none. */
size_t nb_sign_test(size_t n);

#endif
