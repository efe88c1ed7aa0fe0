// SPDX-License-Identifier: GPL-3.0-or-later
/* B: a probability p, S successes of n.
 *
 * Against p <= p0: engine U with X in {0, 1} and m = p0. Against p >= p0: the mean of the likelihood ratios of q = r p0
 * to p0,
 *
 *     r^S ((1 - r p0) / (1 - p0))^(n - S),   r in {0, 1/16, 1/8, 1/4, 1/2, 3/4, 7/8, 15/16, 31/32};
 *
 * the mean of one factor under p >= p0 is 1 + (p - p0)(r - 1) / (1 - p0) <= 1. The first falls in p0, the second grows.
 */
#include "lib/math.h"
#include "verify/engine.h"
#include "verify/engine/bets.h"
#include "verify/engine/crossing.h"

double nb_log_b_above(uint64_t successes, uint64_t n, double p0)
{
    const double hits = (double)successes, misses = (double)(n - successes);
    double wealth[NB_U_BETS];
    for (size_t k = 0; k < NB_U_BETS; k++)
        wealth[k] = hits * nb_log1p(nb_u_bet(k) * (1 / p0 - 1)) + misses * nb_log1p(-nb_u_bet(k));
    return nb_log_sum_exp(wealth, NB_U_BETS) - nb_log(NB_U_BETS);
}

double nb_log_b_below(uint64_t successes, uint64_t n, double p0)
{
    const double hits = (double)successes, misses = (double)(n - successes), miss = nb_log1p(-p0);
    double wealth[NB_B_RATIOS];
    for (size_t k = 0; k < NB_B_RATIOS; k++) {
        const double r = nb_b_ratio(k);
        wealth[k] = misses > 0 ? misses * (nb_log1p(-r * p0) - miss) : 0;
        if (successes > 0)
            wealth[k] += hits * nb_log(r);
    }
    return nb_log_sum_exp(wealth, NB_B_RATIOS) - nb_log(NB_B_RATIOS);
}

typedef struct { uint64_t successes, n; double share, threshold; } question;

static double below(const question *q, double t) { return q->share * nb_exp(-t); }
static double above(const question *q, double t) { return q->share - (1 - q->share) * nb_expm1(-t); }

static double curve_below(const void *of, double t)
{
    const question *q = of;
    return nb_excess(nb_log_b_above(q->successes, q->n, below(q, t)), q->threshold, 3);
}

static double curve_above(const void *of, double t)
{
    const question *q = of;
    return nb_excess(nb_log_b_below(q->successes, q->n, above(q, t)), q->threshold, 3);
}

/* A first step: the deviation of a normal law, and what it takes where there is no variance. */
static double guess(const question *q, double odds)
{
    const double level = q->threshold + 3, n = (double)q->n;
    return sqrt(2 * odds * level / n) + level / n;
}

double nb_b_lower(uint64_t successes, uint64_t n, double level)
{
    const question q = { successes, n, (double)successes / (double)n, -nb_log(level) };
    if (n == 0 || successes == 0)
        return 0;
    const double d = fmin(guess(&q, 1 / q.share - 1), 4);
    return below(&q, nb_crossing(curve_below, &q, d, d / 4, 1e-12));
}

double nb_b_upper(uint64_t successes, uint64_t n, double level)
{
    const question q = { successes, n, (double)successes / (double)n, -nb_log(level) };
    if (n == 0 || successes == n)
        return 1;
    const double d = fmin(guess(&q, q.share / (1 - q.share)), 4);
    return fmin(1, above(&q, nb_crossing(curve_above, &q, d, d / 4, 1e-12 * d)));
}

double nb_clopper_pearson_upper(uint64_t successes, uint64_t n, double level)
{
    return successes == n ? 1 : nb_beta_quantile_upper(level, (double)successes + 1, (double)(n - successes));
}
