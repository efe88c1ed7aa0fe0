// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/walk.c -- where a flock begins, and its steps. */
#include "lib/math.h"
#include "lib/sampler/lanes.h"
#include "lib/sampler/walk.h"

nb_shape nb_walk_shape(const nb_setup *s, size_t lanes)
{
    return (nb_shape){
        .dim = s->problem.dim, .lanes = lanes, .terms = s->problem.terms, .memory = s->arm->method->memory,
        .own = s->problem.own, .noisy = s->problem.noisy, .kicks = s->arm->method->kicks, .sampling = s->arm->sampling,
    };
}

/* In a box or a ball around the point: numbers 0 .. dim-1 of NB_START and, for the radius of a ball, the first of the
 * next block. */
static void scatter(const nb_trial *t, const nb_start *start, nb_flock *f, size_t lane)
{
    const uint64_t replicate = f->replicate[lane];
    const bool box = start->law == NB_BOX_START;
    double spread = start->spread, square = 0;
    if (start->law == NB_BALL_START) {                      // z u^(1/dim) / |z|
        for (size_t k = 0; k < f->dim; k++) {
            const double z = nb_normal(t->stream, NB_START, replicate, k);
            square += z * z;
        }
        const double u = nb_uniform(t->stream, NB_START, replicate, (f->dim + 3) / 4 * 4);
        spread *= nb_pow(u, 1.0 / (double)f->dim) / sqrt(square);
    }
    for (size_t k = 0; k < f->dim; k++) {
        const double z = box ? 2 * nb_uniform(t->stream, NB_START, replicate, k) - 1
                             : nb_normal(t->stream, NB_START, replicate, k);
        const double scale = start->scale ? start->scale[k] : 1;
        nb_flock_set(f, lane, k, nb_flock_get(f, lane, k) + spread * scale * z);
    }
}

static void arrive(const nb_trial *t, const nb_setup *s, nb_flock *f)
{
    double there[NB_LANES_MOST];
    if (s->arm->barrier.height > 0) {
        nb_lanes_at(t->isa)->cross(f, &s->arm->barrier);
    } else if (s->arm->until) {
        s->arm->until(s, f, there);
        nb_lanes_at(t->isa)->arrive(f, there);
    }
}

void nb_walk_start(const nb_trial *t, const nb_setup *s, nb_flock *f, uint64_t first)
{
    nb_flock_start(f, t->stream, first);
    nb_walk_again(t, s, f);
}

void nb_walk_again(const nb_trial *t, const nb_setup *s, nb_flock *f)
{
    const nb_start *start = &s->arm->start;
    nb_flock_restart(f);
    if (s->x0)
        nb_flock_place(f, s->x0);
    if (start->spread > 0 && start->law == NB_NORMAL_START)
        nb_lanes_at(t->isa)->scatter(f, start->spread, start->scale);
    for (size_t l = 0; start->spread > 0 && start->law != NB_NORMAL_START && l < f->lanes; l++)
        scatter(t, start, f, l);
    if (s->problem.run->begin)
        s->problem.run->begin(&s->problem, f);
    arrive(t, s, f);
}

/* Several steps at once, where a step is x - a g and no more, of a problem that can; tells how many were taken. */
static size_t march(const nb_setup *s, nb_flock *f, uint64_t time)
{
    const nb_barrier *barrier = s->arm->barrier.height > 0 ? &s->arm->barrier : NULL;
    if (s->arm->method != &nb_sgd || !s->problem.run->march || s->arm->until)
        return 0;
    return s->problem.run->march(&s->problem, f, &(nb_march){ s->step + f->t, (size_t)(time - f->t), barrier });
}

static void step(const nb_trial *t, const nb_setup *s, nb_flock *f)
{
    const nb_coefficients c = { s->step[f->t], s->arm->momentum, s->kick ? s->kick[f->t] : 0, s->arm->numbers };
    s->arm->method->at[t->isa](&s->problem, f, &c);
    f->t++;
    arrive(t, s, f);
}

void nb_walk_until(const nb_trial *t, const nb_setup *s, nb_flock *f, uint64_t time)
{
    while (f->t < time) {
        const size_t taken = march(s, f, time);
        f->t += taken;
        if (!taken)
            step(t, s, f);
    }
}
