// SPDX-License-Identifier: GPL-3.0-or-later
/* L: against E X >= m for X >= 0 with E X^2 <= kappa (E X)^2.
 *
 *     L_n(m) = mean over k of exp(-l_k S_n / m) / (1 - l_k + kappa l_k^2 / 2)^n,   l_k = 2^-k, k < 16.
 *
 * Let E X = mu >= m and Y = X m / mu <= X. Since e^-y <= 1 - y + y^2 / 2 for y >= 0, E exp(-l X / m) <= E exp(-l Y / m)
 * <= 1 - l + kappa l^2 / 2, so L is a nonnegative supermartingale that starts at most at 1. With E X^2 <= v instead,
 * kappa = v / m^2 does the same. Both forms grow in m.
 */
#include "lib/math.h"
#include "verify/engine.h"
#include "verify/engine/bets.h"
#include "verify/engine/crossing.h"

double nb_log_l(uint64_t n, double sum, double m, double kappa)
{
    if (n == 0)
        return 0;
    if (m <= 0)
        return -INFINITY;
    double wealth[NB_L_BETS];
    for (size_t k = 0; k < NB_L_BETS; k++) {
        const double l = nb_l_bet(k);
        wealth[k] = -l * (sum / m) - (double)n * nb_log(1 - l + kappa * l * l / 2);
    }
    return nb_log_sum_exp(wealth, NB_L_BETS) - nb_log(NB_L_BETS);
}

double nb_log_l_absolute(uint64_t n, double sum, double m, double v) { return nb_log_l(n, sum, m, v / m / m); }

typedef struct { uint64_t n; double sum, unit, kappa, v, threshold; } question;

static double hypothesis(const question *q, double t) { return q->unit * nb_exp(t); }

static double curve(const void *of, double t)
{
    const question *q = of;
    return nb_excess(nb_log_l(q->n, q->sum, hypothesis(q, t), q->kappa), q->threshold, 3);
}

static double curve_absolute(const void *of, double t)
{
    const question *q = of;
    return nb_excess(nb_log_l_absolute(q->n, q->sum, hypothesis(q, t), q->v), q->threshold, 3);
}

/* Where n d^2 / (2 cv^2) is about the threshold. */
static double guess(const question *q, double variance)
{
    return fmin(fmax(sqrt(2 * fmax(variance, 0) * (q->threshold + 3) / (double)q->n), 1e-9), 4);
}

double nb_l_upper(uint64_t n, double sum, double kappa, double level)
{
    const question q = { n, sum, sum / (double)n, kappa, 0, -nb_log(level) };
    if (n == 0 || !isfinite(sum) || nb_log_l(n, 0, 1, kappa) < q.threshold)     // that is the limit of L as m grows
        return INFINITY;
    if (sum <= 0)
        return 0;
    const double d = guess(&q, kappa - 1);
    return hypothesis(&q, nb_crossing(curve, &q, d, d / 4, 1e-12));
}

double nb_l_upper_absolute(uint64_t n, double sum, double v, double level)
{
    question q = { n, sum, sum / (double)n, 0, v, -nb_log(level) };
    if (n == 0 || !isfinite(sum) || !isfinite(v))
        return INFINITY;
    if (v <= 0)
        return 0;
    if (!(q.unit > 0))
        q.unit = sqrt(v);
    const double d = guess(&q, v / q.unit / q.unit - 1);
    return hypothesis(&q, nb_crossing(curve_absolute, &q, d, d / 4, 1e-12));
}
