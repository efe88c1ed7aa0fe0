// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/trial.c -- an instance checked and made ready. */
#include <math.h>
#include <string.h>

#include "lib/sampler/walk.h"

static const uint64_t NUMBERS_MOST = 1ULL << 34;        // lib/random.h: so that redraws never meet

static const char *name(const nb_instance *i)
{
    return i->label ? i->label : "unnamed instance";
}

/* Of means that forget: each share is kept from step to step, and epsilon keeps the divisor away from 0. */
static nb_status checked_shares(const nb_instance *i, const nb_arm *arm, nb_fault *why)
{
    const size_t shares = arm->method == &nb_adam ? 2 : arm->method == &nb_rmsprop ? 1 : 0;
    const double *of = shares ? arm->numbers : NULL;
    for (size_t k = 0; of && k < shares; k++)
        if (!(of[k] >= 0 && of[k] < 1))
            return nb_fail(why, NB_BAD_INPUT, "%s: number %zu of %s is %g, not one of [0, 1)", name(i), k + 1,
                           arm->method->name, of[k]);
    if (of && !(of[shares] > 0 && isfinite(of[shares])))
        return nb_fail(why, NB_BAD_INPUT, "%s: epsilon of %s is %g, neither positive nor finite", name(i),
                       arm->method->name, of[shares]);
    return NB_OK;
}

static nb_status checked_arrival(const nb_instance *i, size_t arm, nb_watch watch, nb_fault *why)
{
    const nb_arm *a = &i->arms.item[arm];
    const bool barrier = a->barrier.height > 0;
    if (barrier && a->until)
        return nb_fail(why, NB_BAD_INPUT, "%s: arm %zu arrives in two ways", name(i), arm + 1);
    if (barrier && a->barrier.k >= a->problem.dim)
        return nb_fail(why, NB_BAD_INPUT, "%s: a barrier across coordinate %zu of %zu", name(i), a->barrier.k + 1,
                       a->problem.dim);
    for (size_t w = 0; w < watch.count; w++)
        if (watch.item[w]->lasting && !barrier && !a->until)
            return nb_fail(why, NB_BAD_INPUT, "%s: arm %zu does not say where it arrives", name(i), arm + 1);
    return NB_OK;
}

static nb_status checked_instance(const nb_instance *i, nb_watch watch, size_t width, nb_stream stream, nb_fault *why)
{
    if (stream.instance >= NB_INSTANCES)
        return nb_fail(why, NB_BAD_INPUT, "%s: instance number %u, not below %d", name(i), stream.instance,
                       NB_INSTANCES);
    for (size_t k = 1; k < i->at.count; k++)
        if (i->at.item[k] <= i->at.item[k - 1])
            return nb_fail(why, NB_BAD_INPUT, "%s: checkpoint %zu is not after the one before", name(i), k + 1);
    if (width || !watch.count)
        return NB_OK;
    if (!i->arms.count)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without an arm", name(i));
    if (!i->at.count)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without checkpoints", name(i));
    for (size_t a = 0; a < i->arms.count; a++) {
        const nb_method *method = i->arms.item[a].method;
        if (!method)
            return nb_fail(why, NB_BAD_INPUT, "%s: arm %zu has no method", name(i), a + 1);
        for (size_t w = 0; w < watch.count; w++)
            if ((watch.item[w] == &nb_average_distance || watch.item[w] == &nb_average_gap) && method != &nb_averaged)
                return nb_fail(why, NB_BAD_INPUT, "%s: %s keeps no average to watch", name(i), method->name);
        for (size_t w = 0; w < watch.count; w++)
            if (watch.item[w] == &nb_tally && method != &nb_tallied)
                return nb_fail(why, NB_BAD_INPUT, "%s: %s keeps no tally to watch", name(i), method->name);
        for (size_t w = 0; w < watch.count; w++)
            if (watch.item[w] == &nb_stopped && method != &nb_perturbed_gd)
                return nb_fail(why, NB_BAD_INPUT, "%s: %s never stops", name(i), method->name);
        if (method == &nb_perturbed_gd && !i->arms.item[a].numbers)
            return nb_fail(why, NB_BAD_INPUT, "%s: %s needs its four numbers", name(i), method->name);
        NB_TRY(checked_shares(i, &i->arms.item[a], why));
        NB_TRY(checked_arrival(i, a, watch, why));
    }
    return NB_OK;
}

static nb_status checked_sampling(const nb_instance *i, const nb_arm *arm, const nb_problem *p, nb_fault *why)
{
    static const char *const scheme[] = {
        "with replacement", "without replacement", "reshuffled", "in cycles", "in full",
    };
    const nb_sampling s = arm->sampling;
    if (s.scheme > NB_FULL_BATCH)
        return nb_fail(why, NB_BAD_INPUT, "%s: an unknown sampling scheme", name(i));
    if (!p->terms && (s.scheme != NB_WITH_REPLACEMENT || s.batch > 1))
        return nb_fail(why, NB_BAD_INPUT, "%s: %s has no terms to sample %s", name(i), p->type->name, scheme[s.scheme]);
    if (p->terms && s.batch > p->terms)
        return nb_fail(why, NB_BAD_INPUT, "%s: batches of %zu out of %zu terms", name(i), s.batch, p->terms);
    if (s.scheme == NB_FULL_BATCH && s.batch && s.batch != p->terms)
        return nb_fail(why, NB_BAD_INPUT, "%s: a full batch has all %zu terms, not %zu", name(i), p->terms, s.batch);
    return NB_OK;
}

static nb_status checked_numbers(const nb_instance *i, const nb_arm *arm, const nb_problem *p, nb_fault *why)
{
    const uint64_t steps = i->at.count ? i->at.item[i->at.count - 1] : 0;
    const nb_sampling s = arm->sampling;
    const uint64_t batch = s.scheme == NB_FULL_BATCH ? p->terms : s.batch ? s.batch : 1;
    const uint64_t step = p->dim > batch ? p->dim : batch;              // numbers, if noise and picks are drawn
    if (steps >= NUMBERS_MOST / step || p->own >= NUMBERS_MOST)
        return nb_fail(why, NB_BAD_INPUT, "%s: %llu steps need more than 2^34 random numbers a replicate", name(i),
                       (unsigned long long)steps);
    if (s.scheme == NB_RESHUFFLED && (steps / (p->terms / batch) + 1) >= NUMBERS_MOST / p->terms)
        return nb_fail(why, NB_BAD_INPUT, "%s: %llu steps need more than 2^34 random numbers a replicate", name(i),
                       (unsigned long long)steps);
    return NB_OK;
}

static nb_status checked_start(const nb_instance *i, const nb_setup *s, nb_fault *why)
{
    const nb_start *start = &s->arm->start;
    for (size_t k = 0; s->x0 && k < s->problem.dim; k++)
        if (!isfinite(s->x0[k]))
            return nb_fail(why, NB_BAD_INPUT, "%s: coordinate %zu of the start is not finite", name(i), k + 1);
    for (size_t k = 0; start->scale && k < s->problem.dim; k++)
        if (!isfinite(start->scale[k]))
            return nb_fail(why, NB_BAD_INPUT, "%s: factor %zu of the start's spread is not finite", name(i), k + 1);
    if (!isfinite(start->spread) || start->spread < 0)
        return nb_fail(why, NB_BAD_INPUT, "%s: the spread of the start is neither 0 nor positive", name(i));
    return NB_OK;
}

/* A schedule at t = 0 .. last checkpoint - 1. */
static nb_status tabulate(const nb_setup *s, const nb_schedule *h, const char *what, double **table, nb_arena *arena,
                          nb_fault *why)
{
    const nb_times at = s->in->at;
    const uint64_t steps = at.count ? at.item[at.count - 1] : 0;
    if (!h->at)
        return NB_OK;
    double *size = *table = nb_arena_take(arena, steps, sizeof *size);
    if (!size)
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for %llu sizes of %s", name(s->in), (unsigned long long)steps,
                       what);
    for (uint64_t t = 0; t < steps; t++)
        if (!isfinite(size[t] = h->at(h->a, h->b, t)))
            return nb_fail(why, NB_BAD_INPUT, "%s: the %s size at t = %llu is not finite", name(s->in), what,
                           (unsigned long long)t);
    return NB_OK;
}

static nb_status schedules(nb_setup *s, nb_arena *arena, nb_fault *why)
{
    NB_TRY(tabulate(s, &s->arm->step, "step", &s->step, arena, why));
    return tabulate(s, &s->arm->kick, "kick", &s->kick, arena, why);
}

static nb_status place(nb_setup *s, nb_arena *arena, nb_fault *why)
{
    s->x0 = s->arm->start.point;
    if (!s->arm->start.place)
        return NB_OK;
    if (s->x0)
        return nb_fail(why, NB_BAD_INPUT, "%s: the start is given and computed; choose one", name(s->in));
    double *x0 = nb_arena_take(arena, s->problem.dim, sizeof *x0);
    if (!x0)
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for a start", name(s->in));
    s->arm->start.place(s, x0);
    s->x0 = x0;
    return NB_OK;
}

static nb_status measure_start(const nb_trial *t, nb_setup *s, nb_fault *why)
{
    const nb_shape shape = { .dim = s->problem.dim, .lanes = 8 };
    nb_arena arena = { 0 };
    void *scratch = nb_arena_take(&arena, nb_flock_bytes(&shape), 1);
    if (!scratch)
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for a walk", name(s->in));
    nb_flock f;
    double gap[8];
    nb_flock_lay(&f, &shape, scratch);
    nb_flock_start(&f, t->stream, 0);
    if (s->x0)
        nb_flock_place(&f, s->x0);
    s->problem.run->value(&s->problem, &f, gap);
    s->gap0 = gap[0];
    nb_arena_drop(&arena);
    return NB_OK;
}

static nb_status ready(nb_trial *t, nb_setup *s, bool walks, nb_fault *why)
{
    const nb_instance *i = s->in;
    const nb_arm *arm = s->arm;
    if (walks && !arm->problem.type)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without a problem", name(i));
    if (walks && !arm->step.at)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without step sizes", name(i));
    if (walks && arm->method->kicks != (arm->kick.at != NULL))
        return nb_fail(why, NB_BAD_INPUT, "%s: %s %s", name(i), arm->method->name,
                       arm->kick.at ? "injects no noise to size" : "needs the size of the noise it injects");
    if (walks && !arm->method->at[t->isa])
        return nb_fail(why, NB_BAD_INPUT, "%s: %s is not built for %s", name(i), arm->method->name,
                       nb_isa_name(t->isa));
    if (!isfinite(arm->momentum))
        return nb_fail(why, NB_BAD_INPUT, "%s: the momentum is not finite", name(i));
    if (!arm->problem.type)
        return schedules(s, &t->arena, why);
    nb_fault problem = { 0 };
    const nb_status status = nb_problem_make(&s->problem, &arm->problem, t->isa, &problem);
    if (status != NB_OK)
        return nb_fail(why, status, "%s: %s", name(i), problem.text);
    s->k = s->problem.k;
    NB_TRY(checked_sampling(i, arm, &s->problem, why));
    NB_TRY(checked_numbers(i, arm, &s->problem, why));
    NB_TRY(place(s, &t->arena, why));
    NB_TRY(checked_start(i, s, why));
    NB_TRY(schedules(s, &t->arena, why));
    return measure_start(t, s, why);
}

nb_status nb_trial_make(nb_trial *t, const nb_instance *i, nb_watch watch, size_t width, nb_stream stream, nb_isa isa,
                        nb_fault *why)
{
    *t = (nb_trial){ 0 };
    NB_TRY(checked_instance(i, watch, width, stream, why));
    if (!nb_isa_runs(isa))
        return nb_fail(why, NB_BAD_INPUT, "%s: this machine does not run %s", name(i), nb_isa_name(isa));
    const size_t count = i->arms.count ? i->arms.count : 1;
    *t = (nb_trial){
        .instance = i, .stream = stream, .isa = isa, .observe = watch.item,
        .arms = width ? 1 : count, .times = i->at.count ? i->at.count : 1, .watched = width ? width : watch.count,
    };
    t->cells = t->arms * t->times * t->watched;
    if (!(t->setup = nb_arena_take(&t->arena, count, sizeof *t->setup)))
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for %zu arms", name(i), count);
    for (size_t a = 0; a < count; a++) {
        t->setup[a].in = i;
        t->setup[a].arm = a < i->arms.count ? &i->arms.item[a] : NULL;
    }
    nb_status status = NB_OK;
    for (size_t a = 0; status == NB_OK && a < i->arms.count; a++)
        status = ready(t, &t->setup[a], !width && watch.count, why);
    if (status != NB_OK)
        nb_trial_drop(t);
    return status;
}

void nb_trial_drop(nb_trial *t)
{
    for (size_t a = 0; t->setup && (a == 0 || a < t->instance->arms.count); a++)
        nb_problem_drop(&t->setup[a].problem);
    nb_arena_drop(&t->arena);
    *t = (nb_trial){ 0 };
}

const nb_setup *nb_trial_setup(const nb_trial *t, size_t cell)
{
    return &t->setup[cell / (t->times * t->watched)];
}

uint64_t nb_trial_time(const nb_trial *t, size_t cell)
{
    return t->instance->at.count ? t->instance->at.item[cell / t->watched % t->times] : 0;
}
