// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/diagonal_network/edges.h -- how large a step may be: many descents of w = u v to a loss, one by one, and
 * the largest step size of those that get there. One descent costs 4 N d operations a step, of single terms 4 d: it is
 * what the source's own setting, d = 1000, is walked by. */
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

/* Where one got; what its gain was, ln(alpha^2 / |(u + v) (u - v)|) a weight, +inf where that is 0. */
typedef struct {
    bool     arrived;
    uint64_t steps;
    double   w[NB_WIDEST], gain[NB_WIDEST];
} nb_end;
void   nb_edge_descend(const nb_edge *e, double gamma, nb_end *end);
bool   nb_edge_arrives(const nb_edge *e, double gamma, double *w);                  // w: where it got
double nb_edge_largest(const nb_edge *e, double low, double high, int halvings);    // low arrives, high does not

/* Where an arm's descent ends, L < loss: by gains.h where that has room, else by nb_edge_descend. NB_NO_VALUE where it
 * does not get there. */
NB_CHECKED nb_status nb_end_of(const nb_trial *t, size_t arm, const nb_regression *r, double loss, nb_end *end);

/* A vote of the regressions seed, seed + 1, ... of the trial's first arm, whose numbers are alpha and how many: is |w -
 * w*| at L < 1e-5 with `share` of the largest step size above that with a tenth of it, or below? One that does not get
 * there with both is in neither count. */
typedef struct { size_t all, above, below; } nb_vote;
NB_CHECKED nb_status nb_edge_vote(const nb_trial *t, bool single, double share, const double *planted, nb_vote *v);

/* Rows |w - w*| of the arms, whose step sizes grow, at L < 1e-10: each against the one before, the first against the
 * end of flow. */
NB_CHECKED nb_status nb_edge_sweep(const nb_trial *t, nb_ledger *l);

/* Sweeps over the step size, of instance B at the steps of the catalogue's table, and of the source's setting: of GD up
 * to what it survives, of SGD by single terms up to 0.7 of that; these were chosen on X = nb_gauss(41 .. 43, N d). */
#define NB_SOURCE_AT(gamma, b) NB_PQ(gamma, 0.03, b, NB_SOURCE_DIM, NB_SOURCE(NB_SOURCE_TERMS))
#define NB_B_AT(gamma, b)      NB_PQ(gamma, 0.1, b, NB_B_DIM, NB_INSTANCE_B)
#define NB_SOURCE_SHORT        NB_SOURCE_AT(0.5, 0), NB_SOURCE_AT(1, 0), NB_SOURCE_AT(1.5, 0)
#define NB_SOURCE_LONG         NB_SOURCE_AT(3, 0), NB_SOURCE_AT(3.5, 0), NB_SOURCE_AT(4, 0)
#define NB_SOURCE_GD   "d = 1000, r = 10, N = 200, GD", \
                       NB_ARMS(NB_SOURCE_SHORT, NB_SOURCE_AT(2, 0), NB_SOURCE_AT(2.5, 0), NB_SOURCE_LONG), \
                       NB_TIMES(20000), NB_FULL
#define NB_SOURCE_NEAR "d = 1000, r = 10, N = 200, GD, small steps", NB_ARMS(NB_SOURCE_SHORT), NB_TIMES(20000), NB_FULL
#define NB_SOURCE_FAR  "d = 1000, r = 10, N = 200, GD, large steps", NB_ARMS(NB_SOURCE_LONG), NB_TIMES(20000), NB_FULL
#define NB_B_FAR       "B, GD, large steps", NB_ARMS(NB_B_AT(0.75501, 0), NB_B_AT(0.97072, 0), NB_B_AT(1.05701, 0)), \
                       NB_TIMES(100000), NB_CI
#define NB_B_SGD       "B, b = 1", NB_ARMS(NB_B_AT(0.04896, 1), NB_B_AT(0.09793, 1), NB_B_AT(0.15668, 1)), \
                       NB_TIMES(200000), NB_CI
#define NB_SOURCE_SGD  "d = 1000, r = 10, N = 200, b = 1", \
                       NB_ARMS(NB_SOURCE_AT(0.02, 1), NB_SOURCE_AT(0.05, 1), NB_SOURCE_AT(0.1, 1), \
                               NB_SOURCE_AT(0.15, 1)), NB_TIMES(200000), NB_FULL

/* The sign test: the least k with P(Bin(n, 1/2) >= k) <= 1e-9; n + 1 where there is none. */
size_t nb_sign_test(size_t n);

#endif
