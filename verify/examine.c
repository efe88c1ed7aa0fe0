// SPDX-License-Identifier: GPL-3.0-or-later
/* Replicates are added look by look until the evidence settles the matter; then it becomes rows of a report. */
#include "verify/examine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"

/* A nonnegative quantity computed as a difference may come out a few roundings below zero, and is clamped. */
static nb_status nonnegative(const nb_probe *p, nb_sheet *s, uint64_t from, nb_fault *why)
{
    const nb_part *part = p->asks->part;
    const bool mean = part->kind == NB_MEAN || part->kind == NB_CONTRAST || part->kind == NB_SLOPE;
    if (!mean || part->given.kind == NB_VARIANCE || part->given.kind == NB_STUDENT)
        return NB_OK;
    for (size_t c = 0; c < s->cells; c++) {
        double *x = s->at + c * s->capacity, scale = 0;
        for (uint64_t i = 0; i < s->n; i++)
            scale = fmax(scale, x[i] < INFINITY ? fabs(x[i]) : 0);
        for (uint64_t i = from; i < s->n; i++) {
            if (x[i] < -8 * 0x1p-53 * scale)
                return nb_fail(why, NB_NO_VALUE, "%s: replicate %llu of cell %zu is %.17g, expected a number >= 0",
                               p->asks->instance->label, (unsigned long long)i, c + 1, x[i]);
            x[i] = fmax(x[i], 0);
        }
    }
    return NB_OK;
}

static bool settled(const nb_finding *f, size_t units, double decisive)
{
    bool all = true, rejected = false;
    double most = -INFINITY;
    for (size_t u = 0; u < units; u++) {
        all &= f[u].supported;
        rejected |= f[u].rejected;
        most = fmax(most, f[u].log_e);
    }
    if (all || rejected || most >= decisive)
        return true;
    double sum = 0;                     // of e-values, relative to the largest
    for (size_t u = 0; u < units; u++)
        sum += most > -INFINITY ? nb_exp(fmax(f[u].log_e - most, -700)) : 0;
    return sum > 0 && most + nb_log(sum) >= decisive;
}

static nb_status looks(const nb_probe *p, const nb_run *run, nb_question *q, double decisive, nb_sheet *s,
                       nb_outcome *o, nb_fault *why)
{
    const uint64_t budget = run->budget ? run->budget : nb_budget(run->level);
    for (unsigned k = 0; nb_look(k) <= budget; k++) {
        const uint64_t from = s->n, n = nb_look(k);
        if (run->stop && atomic_load(run->stop)) {
            o->stopped = true;
            return NB_OK;
        }
        if (n > s->capacity && nb_sheet_grow(s, n > 2 * s->capacity ? n : 2 * s->capacity) != NB_OK)
            return nb_fail(why, NB_NO_MEMORY, "no memory for %llu replicates of %zu cells",
                           (unsigned long long)n, s->cells);
        NB_TRY(nb_extend(s, &p->trial, p->asks->part->own, n, run->threads, why));
        NB_TRY(nonnegative(p, s, from, why));
        q->intervals = false;
        NB_TRY(nb_judge(q, s, k, o->finding, why));
        o->n = n;
        const bool last = nb_look(k + 1) > budget || settled(o->finding, p->units, decisive);
        if (!last)
            continue;
        q->intervals = true;
        return nb_judge(q, s, k, o->finding, why);
    }
    return NB_OK;
}

nb_status nb_examine(const nb_probe *p, const nb_run *run, double alpha, double beta, double decisive,
                     nb_arena *arena, nb_outcome *o, nb_fault *why)
{
    *o = (nb_outcome){ 0 };
    if (p->asks->part->kind == NB_IDENTITY)
        return NB_OK;
    o->finding = nb_arena_take(arena, p->units, sizeof *o->finding);
    nb_question q = {
        .part = p->asks->part, .relation = p->asks->relation, .trial = &p->trial, .law = p->asks->target->law,
        .target = p->target, .known = p->known, .weight = p->weight, .alpha = alpha, .beta = beta,
    };
    nb_sheet s = { 0 };
    o->picture = nb_arena_take(arena, p->units, sizeof *o->picture);
    nb_status status = o->finding && o->picture ? nb_sheet_make(&s, p->trial.cells, NB_FIRST_SUPPORT) : NB_NO_MEMORY;
    nb_fault inner = { 0 };
    if (status == NB_OK)
        status = looks(p, run, &q, decisive, &s, o, &inner);
    for (size_t u = 0; u < p->units && status == NB_OK && !o->stopped && o->n; u++)
        status = nb_picture_make(&q, &s, u, &o->picture[u], arena);
    nb_sheet_drop(&s);
    if (status != NB_OK)
        return nb_fail(why, status, "%s: %s", p->asks->item->id,
                       inner.text[0] ? inner.text : "no memory for its sheet");
    return NB_OK;
}
