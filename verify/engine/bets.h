// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/engine/bets.h -- the stakes of each engine. Fixed: nothing about them is chosen after a look at the data. */
#ifndef NB_BETS_H
#define NB_BETS_H

#include <math.h>
#include <stddef.h>

enum { NB_U_BETS = 20, NB_L_BETS = 16, NB_C_BETS = 16, NB_B_RATIOS = 9 };

static inline double nb_u_bet(size_t k) { return ldexp(0.9, -(int)k); }
static inline double nb_l_bet(size_t k) { return ldexp(1, -(int)k); }
static inline double nb_c_bet(size_t k) { return ldexp(1, -(int)k); }

/* q = r p0: alternatives below p0 */
static inline double nb_b_ratio(size_t k)
{
    static const double r[NB_B_RATIOS] = { 0, 1. / 16, 1. / 8, 1. / 4, 1. / 2, 3. / 4, 7. / 8, 15. / 16, 31. / 32 };
    return r[k];
}

/* N: |E h_j(U)| <= 2 sqrt(2) j eps0, and the stakes that keep every factor above 0.1 */
static inline double nb_n_bias(size_t j, double eps0) { return 1.4142135623730950488 * 2 * (double)(j + 1) * eps0; }
static inline double nb_n_bet(size_t k, double bias)  { return ldexp(0.9, -(int)k) / (1.4142135623730950488 + bias); }

#endif
