// SPDX-License-Identifier: GPL-3.0-or-later
/* N: smooth bets against sup |F_X - F| <= eps0, on U_i = F(X_i).
 *
 *     h_j(u) = sqrt(2) cos(pi j u), j = 1 .. 8,   b_j = 2 sqrt(2) j eps0,   l_jk = 0.9 2^-k / (sqrt(2) + b_j), k < 8,
 *     N_n = mean over j, k and both signs s of prod_i (1 + l_jk (s h_j(U_i) - b_j)).
 *
 * h_j integrates to 0 and has total variation 2 sqrt(2) j, so |E h_j(U)| <= b_j by parts: every factor is positive with
 * mean at most 1, and N is a nonnegative supermartingale that starts at 1. It sees errors of scale and shape long
 * before D does.
 */
#include "lib/math.h"
#include "lib/wealth.h"
#include "verify/engine.h"
#include "verify/engine/bets.h"

double nb_log_n(nb_sample u, double bias)
{
    double b[NB_WAVES], stake[NB_WAVES * NB_STAKES], wealth[NB_WAVES][2][NB_STAKES];
    for (size_t j = 0; j < NB_WAVES; j++) {
        b[j] = nb_n_bias(j, bias);
        for (size_t k = 0; k < NB_STAKES; k++)
            stake[NB_STAKES * j + k] = nb_n_bet(k, b[j]);
    }
    nb_wealth_at(u.isa)->waves(u.x, u.n, b, stake, wealth);
    const size_t bets = sizeof wealth / sizeof(double);
    return nb_log_sum_exp(&wealth[0][0][0], bets) - nb_log((double)bets);
}
