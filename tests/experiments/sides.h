// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/experiments/sides.h -- single pairs of a claim: their sides, and what is left of an inequality. */
#ifndef NB_SIDES_H
#define NB_SIDES_H

#include "tests/experiments/book.h"

static inline const nb_variation *erratum_of(const nb_claim *c)
{
    ck_assert_uint_eq(c->errata.count, 1);
    return &c->errata.item[0].is;
}

/* Left and right of the i-th pair that a part, or a variation of it, enters on an instance. */
typedef struct { double lhs, rhs; } sides;
static inline sides pair_of(const nb_claim *c, const nb_variation *v, size_t part, size_t instance, size_t i)
{
    book b;
    open_book(&b, c, v, part, instance);
    const sides s = { lhs(&b, i), rhs(&b, i) };
    close_book(&b);
    return s;
}

/* What is left of the inequality that a part of one pair enters. */
static inline double slack_of(const nb_claim *c, const nb_variation *v, size_t part, size_t instance)
{
    book b;
    open_book(&b, c, v, part, instance);
    const double slack = (double)(entry(&b, 0)->rhs - entry(&b, 0)->lhs);
    close_book(&b);
    return slack;
}

/* The account of one part on the instances of a control: what the unchanged statement says there. */
static inline sides unchanged(const nb_claim *c, size_t part, const char *slug)
{
    const nb_variation v = { .part = part, .target = c->parts.item[part].target, .on = control_of(c, slug)->on };
    return pair_of(c, &v, part, 0, 0);
}

#endif
