// SPDX-License-Identifier: GPL-3.0-or-later
/* P(X_c = 1) relation p_c by engine B, at every n. A bound of 0 is refuted by one event and supported only as "<=
 * margin": no finite number of replicates shows that a probability is 0.
 *
 * p >= p_0 says of the failures what p <= p_0 says of the successes. So evidence against it is that of the failures,
 * whose bets come as near to p_0 as one likes, at either end. B's likelihood ratios, which end at 31/32 of p_0, cannot
 * tell p_0 from 63/64 of it whatever n; but they reach down to 0, and are what supports an upper bound. */
#include <math.h>

#include "lib/math.h"
#include "verify/engine.h"
#include "verify/judge.h"

/* ln e against p <= p0, at the ends too. */
static double above(uint64_t successes, uint64_t n, double p0)
{
    if (p0 < 0)
        return INFINITY;
    if (p0 >= 1)
        return -INFINITY;
    return p0 > 0 ? nb_log_b_above(successes, n, p0) : successes > 0 ? INFINITY : 0;
}

/* The same against p >= p0. */
static double below(uint64_t successes, uint64_t n, double p0)
{
    return above(n - successes, n, 1 - p0);
}

/* The same to support p <= p0. */
static double far_below(uint64_t successes, uint64_t n, double p0)
{
    return 0 < p0 && p0 < 1 ? nb_log_b_below(successes, n, p0) : below(successes, n, p0);
}

static nb_status count(const nb_sheet *s, size_t c, uint64_t *successes, nb_fault *why)
{
    *successes = 0;
    for (uint64_t i = 0; i < s->n; i++) {
        const double x = s->at[c * s->capacity + i];
        if (x != 0 && x != 1)
            return nb_fail(why, NB_NO_VALUE, "replicate %llu is %g where a probability counts zeros and ones",
                           (unsigned long long)i, x);
        *successes += x == 1;
    }
    return NB_OK;
}

nb_status nb_judge_probability(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    (void)look;
    const nb_relation r = q->relation;
    const double need = -nb_log(q->beta);
    for (size_t c = 0; c < s->cells; c++) {
        const nb_region claimed = nb_claimed(q, q->target[c]);
        const double p = q->target[c];
        uint64_t k;
        NB_TRY(count(s, c, &k, why));
        const double against[] = {
            r == NB_AT_LEAST ? -INFINITY : above(k, s->n, p), r == NB_AT_MOST ? -INFINITY : below(k, s->n, p),
        };
        f[c] = (nb_finding){
            .estimate = (double)k / (double)s->n, .low = 0, .high = 1, .tier = NB_NONASYMPTOTIC, .engine = "B",
            .log_e = nb_log_sum_exp(against, 2) - (r == NB_EQUALS ? nb_log(2) : 0),
            .supported = s->n >= NB_FIRST_SUPPORT
                      && (r == NB_AT_LEAST || (r == NB_AT_MOST ? far_below : below)(k, s->n, claimed.high) >= need)
                      && (r == NB_AT_MOST || above(k, s->n, claimed.low) >= need),
        };
        if (q->intervals) {
            f[c].low = nb_b_lower(k, s->n, q->beta);
            f[c].high = r == NB_AT_MOST ? nb_b_upper(k, s->n, q->beta) : 1 - nb_b_lower(s->n - k, s->n, q->beta);
        }
    }
    return NB_OK;
}
