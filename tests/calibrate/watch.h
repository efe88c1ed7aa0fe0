// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/calibrate/watch.h -- the e-processes of verify/engine.h one replicate at a time, for monitoring after every
 * replicate.
 *
 * U, C and N multiply the wealth of each bet by its factor; L and B are functions of n and a sum: the engine itself is
 * asked once a value by libm comes near the threshold. A test holds each against the engine.
 */
#ifndef NB_WATCH_H
#define NB_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "verify/engine.h"
#include "verify/engine/bets.h"

enum { WATCH_BETS = 128 };

/* Bet k owns wealth[k] 2^(512 depth[k]); live[k] is 1 where depth is 0, and what lies deeper is worth nothing in the
 * mean. */
typedef struct {
    size_t   bets;
    unsigned step;
    double   m, sigma, bias[8];
    double   bet[WATCH_BETS], fee[WATCH_BETS], wealth[WATCH_BETS], live[WATCH_BETS];
    int      depth[WATCH_BETS];
} watch;

void   watch_u(watch *w, double m);
void   watch_c(watch *w, double m, double sigma);           // against E X <= m; feed -x and -m for the other side
void   watch_n(watch *w, double eps0);
double watch_u_add(watch *w, double x);                     // the e-value, not its logarithm
double watch_c_add(watch *w, double x);
double watch_n_add(watch *w, double u);

/* A sum of `count` replicates; log L >= threshold now? */
typedef struct { uint64_t n; double sum, m, kappa, cost[NB_L_BETS]; } watch_sum;
void watch_l(watch_sum *w, double m, double kappa);
bool watch_l_add(watch_sum *w, double x, uint64_t count, double threshold);

typedef struct {
    uint64_t n, successes;
    double   p0;
    bool     above;
    size_t   terms;
    double   hit[NB_U_BETS], miss[NB_U_BETS];
} watch_count;
void watch_b(watch_count *w, double p0, bool above);
bool watch_b_add(watch_count *w, bool success, double threshold);

#endif
