// SPDX-License-Identifier: GPL-3.0-or-later
/* U: against E X <= m for X >= 0, nothing else assumed.
 *
 *     U_n(m) = mean over k of prod_i (1 + l_k (X_i / m - 1)),   l_k = 0.9 2^-k, k < 20.
 *
 * If E X <= m each factor is positive with mean at most 1, so each product, and their mean, is a nonnegative
 * supermartingale that starts at 1: by Ville P(sup_n U_n >= 1 / a) <= a. At m = mean of the sample, Jensen gives log U
 * <= 0; below it U grows.
 */
#include "lib/math.h"
#include "lib/wealth.h"
#include "verify/engine.h"
#include "verify/engine/bets.h"
#include "verify/engine/crossing.h"

#include <float.h>

double nb_log_u(nb_sample s, double m)
{
    if (s.n == 0)
        return 0;
    if (m <= 0)
        return m < 0 || nb_sum(s) > 0 ? INFINITY : 0;
    double bet[NB_U_BETS], wealth[NB_U_BETS];
    for (size_t k = 0; k < NB_U_BETS; k++)
        bet[k] = nb_u_bet(k);
    nb_wealth_at(s.isa)->capital(s.x, s.n, fmin(m, DBL_MAX), bet, NB_U_BETS, wealth);
    return nb_log_sum_exp(wealth, NB_U_BETS) - nb_log(NB_U_BETS);
}

typedef struct { nb_sample s; double mean, threshold; } question;

static double hypothesis(const question *q, double t) { return q->mean * nb_exp(-t); }

static double curve(const void *of, double t)
{
    const question *q = of;
    return nb_excess(nb_log_u(q->s, hypothesis(q, t)), q->threshold, 3);
}

/* The mean with +inf as DBL_MAX, where the sum may leave double's range. */
static double huge_mean(nb_sample s)
{
    double mean = 0;
    for (size_t i = 0; i < s.n; i++)
        mean += fmin(s.x[i], DBL_MAX) / (double)s.n;
    return fmin(mean, DBL_MAX);
}

double nb_u_lower(nb_sample s, double level)
{
    question q = { s, nb_mean(s), -nb_log(level) };
    if (!(q.mean > 0))
        return 0;
    double start = 1;
    if (isfinite(q.mean)) {                     // n d^2 / (2 cv^2) ~ threshold + 3 where E X = (1 + d) m
        const double d = nb_sd(s) / q.mean * sqrt(2 * (q.threshold + 3) / (double)s.n);
        start = isfinite(d) ? fmin(fmax(d, 1e-9), 4) : 1;
    } else {
        q.mean = huge_mean(s);
    }
    return hypothesis(&q, nb_crossing(curve, &q, start, start / 8, 1e-12));
}
