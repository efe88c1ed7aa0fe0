// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/trial.c -- an instance checked and made ready. */
#include <math.h>
#include <string.h>

#include "lib/sampler/checked.h"

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
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for %llu sizes of %s", name_of(s->in),
                       (unsigned long long)steps, what);
    for (uint64_t t = 0; t < steps; t++)
        if (!isfinite(size[t] = h->at(h->a, h->b, t)))
            return nb_fail(why, NB_BAD_INPUT, "%s: the %s size at t = %llu is not finite", name_of(s->in), what,
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
        return nb_fail(why, NB_BAD_INPUT, "%s: the start is given and computed; choose one", name_of(s->in));
    double *x0 = nb_arena_take(arena, s->problem.dim, sizeof *x0);
    if (!x0)
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for a start", name_of(s->in));
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
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for a walk", name_of(s->in));
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
    if (walks)
        NB_TRY(nb_checked_walk(i, arm, t->isa, why));
    if (!isfinite(arm->momentum))
        return nb_fail(why, NB_BAD_INPUT, "%s: the momentum is not finite", name_of(i));
    if (!arm->problem.type)
        return schedules(s, &t->arena, why);
    nb_fault problem = { 0 };
    const nb_status status = nb_problem_make(&s->problem, &arm->problem, t->isa, &problem);
    if (status != NB_OK)
        return nb_fail(why, status, "%s: %s", name_of(i), problem.text);
    s->k = s->problem.k;
    NB_TRY(nb_checked_draws(s, why));
    NB_TRY(place(s, &t->arena, why));
    NB_TRY(nb_checked_start(s, why));
    NB_TRY(schedules(s, &t->arena, why));
    return measure_start(t, s, why);
}

nb_status nb_trial_make(nb_trial *t, const nb_instance *i, nb_watch watch, size_t width, nb_stream stream, nb_isa isa,
                        nb_fault *why)
{
    *t = (nb_trial){ 0 };
    NB_TRY(nb_checked_instance(i, watch, width, stream, why));
    if (!nb_isa_runs(isa))
        return nb_fail(why, NB_BAD_INPUT, "%s: this machine does not run %s", name_of(i), nb_isa_name(isa));
    const size_t count = i->arms.count ? i->arms.count : 1;
    *t = (nb_trial){
        .instance = i, .stream = stream, .isa = isa, .observe = watch.item,
        .arms = width ? 1 : count, .times = i->at.count ? i->at.count : 1, .watched = width ? width : watch.count,
    };
    t->cells = t->arms * t->times * t->watched;
    if (!(t->setup = nb_arena_take(&t->arena, count, sizeof *t->setup)))
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for %zu arms", name_of(i), count);
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
