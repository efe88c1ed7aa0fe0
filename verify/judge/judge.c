// SPDX-License-Identifier: GPL-3.0-or-later
/* What the judges share: when they look, what they are asked, and which of them answers. */
#include "verify/judge.h"

#include <assert.h>
#include <math.h>

/* ceil(256 2^(k/2)): for odd k the least n whose square reaches 2^(k + 16). */
uint64_t nb_look(unsigned k)
{
    uint64_t n = (uint64_t)NB_FIRST_LOOK << k / 2;
    if (k % 2)
        n = (uint64_t)ceil((double)n * 1.4142135623730951);
    return n;
}

nb_region nb_claimed(const nb_question *q, double target)
{
    const double slack = q->part->tolerance * fabs(target) + q->part->margin;
    return (nb_region){
        .low  = q->relation == NB_AT_MOST  ? -INFINITY : target - slack,
        .high = q->relation == NB_AT_LEAST ?  INFINITY : target + slack,
    };
}

size_t nb_units(const nb_part *p, const nb_trial *t)
{
    switch (p->kind) {
    case NB_MEAN: case NB_PROBABILITY:  return t->cells;
    case NB_LAW:                        return p->target.law ? t->cells : 1;
    case NB_CONTRAST: case NB_SLOPE:    return 1;
    default:                            return 0;
    }
}

nb_status nb_judge(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    static nb_judge_kind *const judge[NB_KINDS] = {
        [NB_MEAN] = nb_judge_mean, [NB_CONTRAST] = nb_judge_combination, [NB_SLOPE] = nb_judge_combination,
        [NB_PROBABILITY] = nb_judge_probability, [NB_LAW] = nb_judge_law,
    };
    assert(q->part->kind != NB_IDENTITY && s->n > 0);
    return judge[q->part->kind](q, s, look, f, why);
}
