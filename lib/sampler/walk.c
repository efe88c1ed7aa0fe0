// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/walk.c -- where a flock begins, and its steps. */
#include "lib/sampler/walk.h"

nb_shape nb_walk_shape(const nb_setup *s, size_t lanes)
{
    return (nb_shape){
        .dim = s->problem.dim, .lanes = lanes, .terms = s->problem.terms, .memory = s->arm->method->memory,
        .own = s->problem.own, .noisy = s->problem.noisy, .sampling = s->arm->sampling,
    };
}

void nb_walk_start(const nb_trial *t, const nb_setup *s, nb_flock *f, uint64_t first)
{
    const nb_start *start = &s->arm->start;
    nb_flock_start(f, t->stream, first);
    if (start->point)
        nb_flock_place(f, start->point);
    for (size_t l = 0; start->spread > 0 && l < f->lanes; l++)
        for (size_t k = 0; k < f->dim; k++) {
            const double z = nb_normal(t->stream, NB_START, first + l, k);
            nb_flock_set(f, l, k, nb_flock_get(f, l, k) + start->spread * z);
        }
    if (s->problem.run->begin)
        s->problem.run->begin(&s->problem, f);
}

void nb_walk_until(const nb_trial *t, const nb_setup *s, nb_flock *f, uint64_t time)
{
    nb_rule *const step = s->arm->method->at[t->isa];
    for (; f->t < time; f->t++) {
        const nb_coefficients c = { s->step[f->t], s->arm->momentum };
        step(&s->problem, f, &c);
    }
}
