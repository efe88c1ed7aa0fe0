// SPDX-License-Identifier: GPL-3.0-or-later
/* Items matched by id, checks by part, instance, checkpoint and quantity; then number against number. */
#include "reports/compare.h"

#include <math.h>
#include <string.h>

#include "lib/math.h"

static const double EXACT = 1e-9;       // how far a deterministic number may move between versions

const char *nb_change_name(nb_change_kind k)
{
    static const char *const name[NB_CHANGE_KINDS] = {
        "verdict changed", "claim gone", "check gone", "bits changed", "number moved", "incompatible",
        "claim new", "check new",
    };
    return k < NB_CHANGE_KINDS ? name[k] : "unknown";
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_picture(const nb_picture *a, const nb_picture *b)
{
    for (size_t i = 0; i < a->count && a->count == b->count; i++) {
        const nb_point *p = &a->points[i], *q = &b->points[i];
        if (!same_number(p->x, q->x) || !same_number(p->estimate, q->estimate) || !same_number(p->target, q->target)
            || !same_number(p->low, q->low) || !same_number(p->high, q->high))
            return false;
    }
    return a->count == b->count;
}

static bool same_bits(const nb_check *a, const nb_check *b)
{
    const double x[] = { a->estimate, a->low, a->high, a->target, a->log10_e, a->tightness, a->effect };
    const double y[] = { b->estimate, b->low, b->high, b->target, b->log10_e, b->tightness, b->effect };
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        if (!same_number(x[i], y[i]))
            return false;
    return a->replicates == b->replicates && a->verdict == b->verdict && same_picture(&a->picture, &b->picture);
}

static bool promised(const nb_results *a, const nb_results *b)
{
    return !strcmp(a->version, b->version) && a->seed == b->seed && a->level == b->level && a->budget == b->budget
        && a->error_budget == b->error_budget && a->support_error == b->support_error
        && a->registered == b->registered;
}

static const nb_result *found(const nb_results *r, const char *id)
{
    for (const nb_result *q = r->item; q < r->item + r->count; q++)
        if (!strcmp(q->id, id))
            return q;
    return NULL;
}

static bool same_place(const nb_check *a, const nb_check *b)
{
    return !strcmp(a->part, b->part) && !strcmp(a->instance, b->instance) && !strcmp(a->checkpoint, b->checkpoint)
        && !strcmp(a->quantity, b->quantity);
}

/* The n-th check of that place, n as many as stand before `of` in its own item: labels may repeat. */
static const nb_check *counterpart(const nb_result *q, const nb_result *other, const nb_check *of)
{
    size_t before = 0;
    for (const nb_check *k = q->checks; k < of; k++)
        before += same_place(k, of);
    for (const nb_check *k = other->checks; k < other->checks + other->count; k++)
        if (same_place(k, of) && before-- == 0)
            return k;
    return NULL;
}

static bool estimated(const nb_check *k)
{
    return k->low < k->high;
}

static nb_status tell(nb_comparison *c, nb_change change)
{
    if (!change.what || c->count == SIZE_MAX)
        return NB_NO_MEMORY;
    c->drift += change.kind < NB_ITEM_NEW;
    c->item[c->count++] = change;
    return NB_OK;
}

static bool moved(double a, double b, double scale)
{
    return !same_number(a, b) && !(fabs(a - b) <= EXACT * scale);
}

/* Does [low, high], stretched, lie beyond the other? Infinite ends stay. */
static bool apart(const nb_check *a, const nb_check *b, double stretch)
{
    const double low = a->estimate - stretch * (a->estimate - a->low);
    const double high = b->estimate + stretch * (b->high - b->estimate);
    return low > high;
}

static nb_status compare_numbers(nb_comparison *c, const char *id, const nb_check *a, const nb_check *b)
{
    nb_change change = { NB_CHANGE_KINDS, id, a, b, "" };
    if (same_bits(a, b))
        return NB_OK;
    if (c->same) {
        change.kind = NB_BITS_CHANGED;
    } else if (estimated(a) && estimated(b)) {
        if (!apart(a, b, c->stretch) && !apart(b, a, c->stretch))
            return NB_OK;
        change.kind = NB_INCOMPATIBLE;
        change.what = nb_arena_text(&c->arena, "estimate %.6g in [%.6g, %.6g] -> %.6g in [%.6g, %.6g]", a->estimate,
                                    a->low, a->high, b->estimate, b->low, b->high);
        return tell(c, change);
    } else {
        const double scale = fmax(fmax(fabs(a->estimate), fabs(a->target)), fmax(fabs(b->estimate), fabs(b->target)));
        if (c->before->seed != c->after->seed)
            return NB_OK;
        if (!moved(a->estimate, b->estimate, scale) && !moved(a->target, b->target, scale))
            return NB_OK;
        change.kind = NB_NUMBER_MOVED;
    }
    change.what = nb_arena_text(&c->arena, "estimate %.17g -> %.17g, target %.17g -> %.17g, replicates %llu -> %llu",
                                a->estimate, b->estimate, a->target, b->target, (unsigned long long)a->replicates,
                                (unsigned long long)b->replicates);
    return tell(c, change);
}

static nb_status compare_items(nb_comparison *c, const nb_result *a, const nb_result *b)
{
    if (a->verdict != b->verdict)
        NB_TRY(tell(c, (nb_change){ NB_VERDICT_CHANGED, b->id, NULL, NULL,
                                    nb_arena_text(&c->arena, "%s -> %s", nb_verdict_name(a->verdict),
                                                  nb_verdict_name(b->verdict)) }));
    for (const nb_check *k = b->checks; k < b->checks + b->count; k++) {
        const nb_check *was = counterpart(b, a, k);
        NB_TRY(was ? compare_numbers(c, b->id, was, k) : tell(c, (nb_change){ NB_CHECK_NEW, b->id, NULL, k, "" }));
    }
    for (const nb_check *k = a->checks; k < a->checks + a->count; k++)
        if (!counterpart(a, b, k))
            NB_TRY(tell(c, (nb_change){ NB_CHECK_GONE, a->id, k, NULL, "" }));
    return NB_OK;
}

/* z_b / z_beta with b = e / 4m. */
static double stretch_of(const nb_comparison *c, size_t pairs)
{
    const double beta = fmax(c->before->support_error, c->after->support_error);
    const double share = c->after->error_budget / (4 * (double)(pairs ? pairs : 1));
    return share < beta ? nb_normal_quantile(share) / nb_normal_quantile(beta) : 1;
}

static void count(nb_comparison *c, size_t *most)
{
    for (const nb_result *q = c->after->item; q < c->after->item + c->after->count; q++) {
        const nb_result *was = found(c->before, q->id);
        *most += 1 + q->count;
        c->items += was != NULL;
        for (const nb_check *k = q->checks; was && k < q->checks + q->count; k++) {
            const nb_check *other = counterpart(q, was, k);
            const bool both = other && estimated(k) && estimated(other);
            c->estimated += both;
            c->exact += other && !both;
        }
    }
    for (const nb_result *q = c->before->item; q < c->before->item + c->before->count; q++)
        *most += 1 + q->count;
    c->stretch = stretch_of(c, c->estimated);
}

static nb_status compare(nb_comparison *c)
{
    for (const nb_result *q = c->after->item; q < c->after->item + c->after->count; q++) {
        const nb_result *was = found(c->before, q->id);
        NB_TRY(was ? compare_items(c, was, q)
                   : tell(c, (nb_change){ NB_ITEM_NEW, q->id, NULL, NULL, nb_verdict_name(q->verdict) }));
    }
    for (const nb_result *q = c->before->item; q < c->before->item + c->before->count; q++)
        if (!found(c->after, q->id))
            NB_TRY(tell(c, (nb_change){ NB_ITEM_GONE, q->id, NULL, NULL, nb_verdict_name(q->verdict) }));
    return NB_OK;
}

nb_status nb_comparison_make(nb_comparison *c, const nb_results *before, const nb_results *after, nb_fault *why)
{
    size_t most = 0;
    *c = (nb_comparison){ .before = before, .after = after, .same = promised(before, after) };
    count(c, &most);
    c->item = nb_arena_take(&c->arena, most + 1, sizeof *c->item);
    const nb_status status = c->item ? compare(c) : NB_NO_MEMORY;
    if (status != NB_OK) {
        nb_comparison_drop(c);
        return nb_fail(why, status, "no memory to compare %zu with %zu items", before->count, after->count);
    }
    return NB_OK;
}

void nb_comparison_drop(nb_comparison *c)
{
    nb_arena_drop(&c->arena);
    *c = (nb_comparison){ 0 };
}
