// SPDX-License-Identifier: GPL-3.0-or-later
/* Data and bookkeeping that the claims on constant steps share. */
#include <assert.h>
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

const double nb_at_one[] = { 1 }, nb_at_two[] = { 2 }, nb_at_ten[] = { 10, 0 };

#define SINE 0.86602540378443864676     // sin 60
const double nb_corners[] = { 0, 1,  -SINE, -0.5,  SINE, -0.5 };

/* (h / 2) |x - c_i|^2 has Hessian h I and gradient -h c_i at the centre. */
#define PARABOLAS(h) { h, 0, h, 0, -(h),   h, 0, h, (h) * SINE, (h) * 0.5,   h, 0, h, -(h) * SINE, (h) * 0.5 }
const double nb_case_triangle[]     = PARABOLAS(1.0);
const double nb_case_triangle_sum[] = PARABOLAS(3.0);

nb_status nb_enter_worst(const nb_trial *t, nb_ledger *l, const char *label, nb_relation r, size_t points,
                         nb_sides *sides)
{
    const nb_setup *s = &t->setup[0];
    const size_t d = s->problem.dim;
    nb_pair worst = { .label = label };
    long double most = -INFINITY;
    assert(d <= NB_MOST_DIM && r != NB_EQUALS);
    for (size_t i = 0; i < points; i++) {
        double D[NB_MOST_DIM] = { 0 };
        for (size_t k = 0; k < d; k++)
            D[k] = ldexp(nb_normal(t->stream, NB_OWN, i, k), (int)(i % 16) - 8);
        long double lhs, rhs;
        sides(s, D, &lhs, &rhs);
        const long double over = (r == NB_AT_MOST ? lhs - rhs : rhs - lhs) / (fabsl(lhs) + fabsl(rhs));
        if (over > most) {
            most = over;
            worst.lhs = lhs;
            worst.rhs = rhs;
        }
    }
    return nb_enter(l, worst);
}

nb_status nb_enter_gaps(const nb_trial *t, nb_ledger *l, nb_formula *said)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        for (size_t k = 0; k < t->times; k++) {
            const uint64_t at = t->instance->at.item[k];
            char label[64];
            snprintf(label, sizeof label, "E gap, a = %g, t = %llu", s->arm->step.a, (unsigned long long)at);
            NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_exact_gap(s, at), .rhs = said(s, at),
                                          .roundings = 64 * (unsigned)(at + 1) }));
        }
    }
    return NB_OK;
}

double nb_exact_floor(const nb_setup *s)
{
    nb_moments o;
    if (nb_moments_stationary(&o, s, s->arm->step.a, NULL) != NB_OK)
        return NAN;
    const double gap = o.gap;
    nb_moments_drop(&o);
    return gap;
}
