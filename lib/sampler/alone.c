// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/alone.c -- one replicate, every step of it. */
#include "lib/sampler/walk.h"

nb_status nb_walk_alone(const nb_trial *t, size_t arm, uint64_t replicate, nb_visit *visit, void *context,
                        nb_fault *why)
{
    const nb_setup *s = arm < t->instance->arms.count ? &t->setup[arm] : NULL;
    if (!s || !s->arm->method || !s->problem.run || !s->step || !t->instance->at.count)
        return nb_fail(why, NB_BAD_INPUT, "%s: no arm %zu that walks", t->instance->label, arm + 1);
    const nb_shape shape = nb_walk_shape(s, 8);
    nb_arena arena = { 0 };
    nb_flock f;
    void *scratch = nb_arena_take(&arena, nb_flock_bytes(&shape), 1);
    double *x = nb_arena_take(&arena, shape.dim, sizeof *x);
    nb_status status = NB_OK;
    if (scratch && x) {
        nb_flock_lay(&f, &shape, scratch);
        nb_walk_start(t, s, &f, replicate);
        bool go = true;
        for (uint64_t time = 0; go && time <= t->instance->at.item[t->times - 1]; time++) {
            nb_walk_until(t, s, &f, time);
            for (size_t k = 0; k < shape.dim; k++)
                x[k] = nb_flock_get(&f, 0, k);
            go = visit(context, time, shape.dim, x);
        }
    } else {
        status = nb_fail(why, NB_NO_MEMORY, "%s: no memory to walk one replicate", t->instance->label);
    }
    nb_arena_drop(&arena);
    return status;
}
