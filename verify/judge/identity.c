// SPDX-License-Identifier: GPL-3.0-or-later
/* lhs relation rhs, without a sample.
 *
 * A sum rounded k times on its longest path errs by at most gamma_k scale, gamma_k = k u / (1 - k u), u = 2^-53. A true
 * identity therefore stays within 4 gamma_k scale and never exceeds 1e3 gamma_k scale: between the two nothing is said.
 * lhs and rhs are held in long double, so an excess that is counted here is one that wider arithmetic confirms.
 *
 * Teeth: a coefficient wrong by 1e-6 must be refuted, so 1e3 gamma_k must stay below 1e-6; nb_enter insists on it.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "verify/judge.h"

enum { ROUNDINGS = 64 };
static const double slack = 4, excess_refuted = 1e3, teeth = 1e-6;

static double gamma_of(unsigned k)
{
    const double ku = k * 0x1p-53;
    return ku / (1 - ku);
}

/* Room for one more in a list of the arena, which is copied when it grows. */
static nb_status make_room(nb_ledger *l, void **list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return NB_OK;
    const size_t more = *capacity ? 2 * *capacity : 64;
    void *grown = nb_arena_take(l->arena, more, size);
    if (!grown)
        return nb_fail(l->why, NB_NO_MEMORY, "no memory for %zu numbers", more);
    if (count)
        memcpy(grown, *list, count * size);
    *list = grown;
    *capacity = more;
    return NB_OK;
}

nb_status nb_enter(nb_ledger *l, nb_pair p)
{
    if (!p.roundings)
        p.roundings = ROUNDINGS;
    if (isnan(p.lhs) || isnan(p.rhs) || isnan(p.scale) || isnan(p.within))
        return nb_fail(l->why, NB_NO_VALUE, "\"%s\" has no value: lhs %Lg, rhs %Lg", p.label, p.lhs, p.rhs);
    if (p.scale < 0 || p.within < 0 || (p.within == 0 && excess_refuted * gamma_of(p.roundings) >= teeth))
        return nb_fail(l->why, NB_BAD_INPUT, "\"%s\" has no teeth: %u roundings would hide a relative error of 1e-6",
                       p.label, p.roundings);
    if (p.scale == 0)
        p.scale = fmaxl(fabsl(p.lhs), fabsl(p.rhs));
    void *list = l->pair;
    NB_TRY(make_room(l, &list, l->count, &l->capacity, sizeof p));
    l->pair = list;
    p.label = nb_arena_text(l->arena, "%s", p.label ? p.label : "");
    if (!p.label)
        return nb_fail(l->why, NB_NO_MEMORY, "no memory for a label");
    l->pair[l->count++] = p;
    return NB_OK;
}

nb_status nb_show(nb_ledger *l, const char *label, const char *along, double x, double y)
{
    void *list = l->shown;
    NB_TRY(make_room(l, &list, l->shown_count, &l->shown_capacity, sizeof *l->shown));
    l->shown = list;
    label = nb_arena_text(l->arena, "%s", label);
    l->shown[l->shown_count++] = (nb_shown){ label ? label : "", along, x, y };
    return label ? NB_OK : nb_fail(l->why, NB_NO_MEMORY, "no memory for a label");
}

nb_verdict nb_judge_pair(nb_relation r, const nb_pair *p, double *excess)
{
    assert(r == NB_AT_MOST || r == NB_AT_LEAST || r == NB_EQUALS);
    const long double d = p->lhs == p->rhs ? 0 : p->lhs - p->rhs;       // equal infinities differ by nothing
    const long double over = r == NB_AT_MOST ? d : r == NB_AT_LEAST ? -d : fabsl(d);
    const long double bound = p->within > 0 ? p->within : gamma_of(p->roundings) * p->scale;
    *excess = over <= 0 ? 0 : (double)(over / bound);
    if (p->within > 0)
        return *excess <= 1 ? NB_SUPPORTED : NB_REFUTED;
    return *excess <= slack ? NB_SUPPORTED : *excess > excess_refuted ? NB_REFUTED : NB_UNDECIDED;
}
