// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/wealth.h -- what a gambler owns who bets on a sample: the passes over the data behind U, C and N of
 * verify/engine.h.
 *
 * Each result is a sum over i of logarithms. Replicate i belongs to lane i mod 8; a lane multiplies 16 factors, takes
 * one logarithm, and adds it with compensation; the lanes are added last. That order is the definition at every
 * instruction set.
 */
#ifndef NB_WEALTH_H
#define NB_WEALTH_H

#include "lib/base.h"

enum {
    NB_WEALTH_BETS = 32,        // most bets of a pass
    NB_WAVES       = 8,         // sqrt(2) cos(pi j u), j = 1 .. NB_WAVES
    NB_STAKES      = 8,         // bets on each wave and sign
};

typedef struct {
    /* log_wealth[k] = sum_i log(1 + bet[k] (x_i / m - 1)),  m > 0, 0 <= bet < 1; x_i below 0 counts as 0,
     * and x_i and x_i / m beyond DBL_MAX as DBL_MAX */
    void (*capital)(const double *x, size_t n, double m, const double *bet, size_t bets, double *log_wealth);

    /* sum[k] = sum_i phi(bet[k] (x_i - m) / sigma),  phi(y) = sign(y) log(1 + |y| + y^2 / 2); |x_i - m| / sigma is cut
     * at 1e150 */
    void (*catoni)(const double *x, size_t n, double m, double sigma, const double *bet, size_t bets, double *sum);

    /* log_wealth[j][s][k] = sum_i log(1 + stake[8 j + k] (s h_j(u_i) - bias[j])),  h_j(u) = sqrt(2) cos(pi (j + 1) u),
     * s = +1, -1 */
    void (*waves)(const double *u, size_t n, const double bias[NB_WAVES], const double *stake,
                  double log_wealth[NB_WAVES][2][NB_STAKES]);
} nb_wealth;

const nb_wealth *nb_wealth_at(nb_isa isa);

#endif
