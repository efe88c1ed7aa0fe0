// SPDX-License-Identifier: GPL-3.0-or-later
/* An inquiry made ready: trial, right-hand sides, what is known of each cell, weights. */
#include <math.h>
#include <string.h>

#include "lib/math.h"
#include "verify/engine.h"
#include "verify/examine.h"

enum { PILOT = 4096 };                  // replicates; section 2.L, K5

static const nb_setup *first_setup(const nb_trial *t)
{
    return &t->setup[0];
}

static uint64_t last_time(const nb_trial *t)
{
    return t->instance->at.count ? t->instance->at.item[t->instance->at.count - 1] : 0;
}

static nb_status targets(nb_probe *p, nb_fault *why)
{
    const nb_target *g = p->asks->target;
    const nb_trial *t = &p->trial;
    const bool by_cell = p->asks->part->kind == NB_MEAN || p->asks->part->kind == NB_PROBABILITY;
    if (p->asks->part->kind == NB_LAW)
        return NB_OK;                   // target 0: the distance
    if (g->oracle)
        NB_TRY(g->oracle(t, p->target, why));
    for (size_t u = 0; u < p->units; u++) {
        if (g->formula && by_cell)
            p->target[u] = g->formula(nb_trial_setup(t, u), nb_trial_time(t, u));
        else if (g->formula)
            p->target[u] = g->formula(first_setup(t), last_time(t));
        else if (g->numbers)
            p->target[u] = g->numbers[u];
        if (!isfinite(p->target[u]))
            return nb_fail(why, NB_NO_VALUE, "the right-hand side of number %zu is %g, expected a finite number",
                           u + 1, p->target[u]);
    }
    return NB_OK;
}

/* K5: kappa = 1 + 3 (kappa_hat - 1), kappa_hat from replicates that are not used again. */
static nb_status pilot(nb_probe *p, const nb_run *run, nb_fault *why)
{
    nb_trial t = p->trial;              // borrows all but the stream
    t.stream = nb_stream_pilot(t.stream);
    nb_sheet s = { 0 };
    nb_status status = nb_sheet_make(&s, t.cells, PILOT);
    if (status == NB_OK)
        status = nb_extend(&s, &t, p->asks->part->own, PILOT, run->threads, why);
    else
        nb_fail(why, status, "no memory for a pilot run");
    for (size_t c = 0; status == NB_OK && c < t.cells; c++) {
        const nb_sample x = { s.at + c * s.capacity, PILOT, run->isa };
        const double m = nb_mean(x), cv = nb_sd(x) / m;
        p->known[c] = isfinite(cv) ? 1 + 3 * cv * cv : m == 0 ? 1 : INFINITY;
    }
    nb_sheet_drop(&s);
    return status;
}

static nb_status assumptions(nb_probe *p, const nb_run *run, nb_fault *why)
{
    const nb_assumption *g = &p->asks->part->given;
    const nb_trial *t = &p->trial;
    if (g->kind == NB_PILOT)
        return pilot(p, run, why);
    for (size_t c = 0; c < t->cells; c++) {
        p->known[c] = g->formula ? g->formula(nb_trial_setup(t, c), nb_trial_time(t, c)) : g->number;
        if (!(p->known[c] >= 0))
            return nb_fail(why, NB_NO_VALUE, "what is known of cell %zu is %g, expected a number >= 0",
                           c + 1, p->known[c]);
    }
    return NB_OK;
}

/* Least squares on an abscissa l: w_c = (l_c - mean) / sum (l - mean)^2, so that sum w_c (b l_c + a) = b. */
static nb_status weights(nb_probe *p, nb_fault *why)
{
    const nb_weights *w = &p->asks->weights;
    const nb_trial *t = &p->trial;
    const size_t n = t->cells;
    if (w->on == NB_GIVEN) {
        if (w->count != n)
            return nb_fail(why, NB_BAD_INPUT, "%zu weights for %zu cells", w->count, n);
        memcpy(p->weight, w->item, n * sizeof *p->weight);
        return NB_OK;
    }
    double mean = 0, square = 0;
    for (size_t c = 0; c < n; c++) {
        const double time = (double)nb_trial_time(t, c), step = nb_trial_setup(t, c)->arm->step.a;
        p->weight[c] = w->on == NB_TIME ? time : nb_log(w->on == NB_LOG_TIME ? time : step);
        mean += p->weight[c] / (double)n;
    }
    for (size_t c = 0; c < n; c++)
        square += (p->weight[c] - mean) * (p->weight[c] - mean);
    for (size_t c = 0; c < n; c++)
        p->weight[c] = (p->weight[c] - mean) / square;
    if (!isfinite(mean) || !(square > 0))
        return nb_fail(why, NB_BAD_INPUT, "a slope needs an abscissa that varies over its cells");
    return NB_OK;
}

static nb_status resolve(nb_probe *p, const nb_run *run, nb_arena *arena, nb_fault *why)
{
    const nb_part *part = p->asks->part;
    if (part->kind == NB_IDENTITY) {
        p->trial.arms = p->asks->instance->arms.count;          // an account reads all of them, and has no cells
        p->ledger = (nb_ledger){ .arena = arena, .why = why };
        NB_TRY(p->asks->target->account(&p->trial, &p->ledger));
        return p->ledger.count ? NB_OK : nb_fail(why, NB_BAD_INPUT, "its account entered no pair");
    }
    const size_t room = p->trial.cells + 1;
    p->units = nb_units(part, &p->trial);
    p->target = nb_arena_take(arena, room, sizeof *p->target);
    p->known  = nb_arena_take(arena, room, sizeof *p->known);
    p->weight = nb_arena_take(arena, room, sizeof *p->weight);
    if (!p->target || !p->known || !p->weight)
        return nb_fail(why, NB_NO_MEMORY, "no memory for %zu cells", p->trial.cells);
    if (part->kind == NB_LAW && !p->asks->target->law && p->trial.cells != 2)
        return nb_fail(why, NB_BAD_INPUT, "two laws are compared, but there are %zu cells", p->trial.cells);
    NB_TRY(targets(p, why));
    NB_TRY(assumptions(p, run, why));
    return part->kind == NB_CONTRAST || part->kind == NB_SLOPE ? weights(p, why) : NB_OK;
}

nb_status nb_probe_make(nb_probe *p, const nb_inquiry *q, const nb_run *run, nb_arena *arena, nb_fault *why)
{
    *p = (nb_probe){ .asks = q };
    const size_t width = q->part->own ? (q->part->width ? q->part->width : 1) : 0;
    nb_fault inner = { 0 };
    nb_status status = NB_OK;
    if (q->number >= NB_INSTANCES)
        status = nb_fail(&inner, NB_BAD_INPUT, "an item has at most %d instances", NB_INSTANCES);
    if (status == NB_OK)
        status = nb_trial_make(&p->trial, q->instance, q->part->watch, width,
                               nb_stream_named(run->seed, q->item->id, q->number), run->isa, &inner);
    if (status != NB_OK)
        return nb_fail(why, status, "%s: %s", q->item->id, inner.text);
    status = resolve(p, run, arena, &inner);
    if (status != NB_OK) {
        nb_probe_drop(p);
        return nb_fail(why, status, "%s: %s: %s", q->item->id, q->instance->label, inner.text);
    }
    p->ledger.why = NULL;
    return NB_OK;
}

void nb_probe_drop(nb_probe *p)
{
    nb_trial_drop(&p->trial);
    *p = (nb_probe){ 0 };
}
