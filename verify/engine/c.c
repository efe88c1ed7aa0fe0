// SPDX-License-Identifier: GPL-3.0-or-later
/* C: the mean of a real X with Var X <= sigma^2 (Catoni).
 *
 *     C+_n(m) = mean over k of exp(sum_i phi(l_k (X_i - m) / sigma)) / (1 + l_k^2 / 2)^n,   l_k = 2^-k, k < 16,
 *     phi(y) = sign(y) log(1 + |y| + y^2 / 2) <= log(1 + y + y^2 / 2).
 *
 * E exp(phi(l (X - m) / sigma)) <= 1 + l^2 / 2 if E X = m: C+ is a nonnegative supermartingale. phi grows, so C+ falls
 * in m, and rejecting E X = m rejects every smaller mean. C- is C+ of -X, and phi is odd: one pass serves both.
 */
#include "lib/math.h"
#include "lib/wealth.h"
#include "verify/engine.h"
#include "verify/engine/bets.h"
#include "verify/engine/crossing.h"

static double log_c(nb_sample s, double m, double sigma, int sign)
{
    if (s.n == 0 || !(sigma > 0))
        return 0;
    double bet[NB_C_BETS], wealth[NB_C_BETS];
    for (size_t k = 0; k < NB_C_BETS; k++)
        bet[k] = nb_c_bet(k);
    nb_wealth_at(s.isa)->catoni(s.x, s.n, m, sigma, bet, NB_C_BETS, wealth);
    for (size_t k = 0; k < NB_C_BETS; k++)
        wealth[k] = sign * wealth[k] - (double)s.n * nb_log1p(bet[k] * bet[k] / 2);
    return nb_log_sum_exp(wealth, NB_C_BETS) - nb_log(NB_C_BETS);
}

double nb_log_c_above(nb_sample s, double m, double sigma) { return log_c(s, m, sigma, +1); }
double nb_log_c_below(nb_sample s, double m, double sigma) { return log_c(s, m, sigma, -1); }

typedef struct { nb_sample s; double mean, sigma, threshold; int sign; } question;

static double hypothesis(const question *q, double t) { return q->mean - q->sign * q->sigma * t; }

static double curve(const void *of, double t)
{
    const question *q = of;
    return nb_excess(log_c(q->s, hypothesis(q, t), q->sigma, q->sign), q->threshold, 3);
}

static double bound(nb_sample s, double sigma, double level, int sign)
{
    const question q = { s, nb_mean(s), sigma, -nb_log(level), sign };
    if (s.n == 0 || !(sigma > 0) || !isfinite(q.mean))
        return sign > 0 ? -INFINITY : INFINITY;
    const double d = fmin(sqrt(2 * (q.threshold + 3) / (double)s.n), 8);
    return hypothesis(&q, nb_crossing(curve, &q, d, d / 8, 1e-12 * d));
}

double nb_c_lower(nb_sample s, double sigma, double level) { return bound(s, sigma, level, +1); }
double nb_c_upper(nb_sample s, double sigma, double level) { return bound(s, sigma, level, -1); }
