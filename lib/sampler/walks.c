// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/walks.c -- the standard sampler: every arm walks, and is watched at every checkpoint.
 *
 * Divergence. Squares of numbers up to 2^511 are finite, so that a walk within [-2^511, 2^511] has observables, and one
 * beyond has none but those that last: where it arrived on its way out, it has arrived. The weights of a network of D
 * layers are of order x^D, and its loss of order x^(2 D): there it is 2^(511/D), within which weights, residuals and
 * gradients are finite, so that a step may end at an infinity and not at inf - inf.
 *
 * A NaN at a checkpoint is divergence if the walk was beyond before its first NaN, and a fault of the problem if not.
 * Which it is takes a second walk of that flock, step by step: rare, and it ends in the same state.
 */
#include <math.h>

#include "lib/sampler/walk.h"

static double reach(const nb_problem *p)
{
    return ldexp(1, p->depth > 1 ? 511 / (int)p->depth : 511);
}

/* Of the replicates of a flock. Diverged: beyond at a checkpoint; faulty: NaN while never beyond. */
typedef enum { WALKING, DIVERGED, FAULTY } state;

static state looks(const nb_setup *setup, const nb_flock *f, size_t lane)
{
    const double far = reach(&setup->problem);
    state s = WALKING;
    for (size_t k = 0; k < f->dim; k++) {
        const double x = nb_flock_get(f, lane, k);
        if (fabs(x) > far)
            return DIVERGED;
        if (isnan(x))
            s = FAULTY;
    }
    return s;
}

/* Walks again from the start to where the flock is. The first step after which a lane no longer walks decides on it. */
static void decide(const nb_trial *t, const nb_setup *s, nb_flock *f, state *lane)
{
    const uint64_t until = f->t;
    state found[64] = { WALKING };
    nb_walk_start(t, s, f, f->first);
    for (uint64_t time = 0; time <= until; time++) {
        nb_walk_until(t, s, f, time);
        for (size_t l = 0; l < f->lanes; l++)
            if (found[l] == WALKING)
                found[l] = looks(s, f, l);
    }
    for (size_t l = 0; l < f->lanes; l++)
        if (lane[l] == WALKING && looks(s, f, l) == FAULTY)
            lane[l] = found[l];
}

static bool within(const nb_setup *s, const nb_flock *f)                  // padding too, which is 0
{
    const double far = reach(&s->problem);
    bool all = true;
    for (size_t i = 0; i < f->size; i++)
        all &= fabs(f->x[i]) <= far;
    return all;
}

static void inspect(const nb_trial *t, const nb_setup *s, nb_flock *f, state *lane)
{
    bool undecided = false;
    if (within(s, f))
        return;
    for (size_t l = 0; l < f->lanes; l++) {
        const state now = lane[l] == WALKING ? looks(s, f, l) : WALKING;
        if (now == DIVERGED)
            lane[l] = DIVERGED;
        undecided = undecided || now == FAULTY;
    }
    if (undecided)
        decide(t, s, f, lane);
}

static void watch(const nb_trial *t, const nb_setup *s, nb_flock *f, size_t lanes, const state *lane,
                  double *const *cell, uint64_t i)
{
    double out[64];
    for (size_t w = 0; w < t->watched; w++) {
        const bool lasting = t->observe[w]->lasting;
        t->observe[w]->run(s, f, out);
        for (size_t l = 0; l < lanes; l++)
            cell[w][i + l] = lane[l] == FAULTY ? NAN : lane[l] == DIVERGED && !lasting ? INFINITY : out[l];
    }
}

static size_t scratch(const nb_trial *t)
{
    size_t most = 0;
    for (size_t a = 0; a < t->arms; a++) {
        const nb_shape shape = nb_walk_shape(&t->setup[a], nb_flock_lanes(t->setup[a].problem.dim));
        const size_t bytes = nb_flock_bytes(&shape);
        most = bytes > most ? bytes : most;
    }
    return most;
}

static void fill(const nb_trial *t, nb_range r, void *memory, double *const *cell)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        const nb_shape shape = nb_walk_shape(s, nb_flock_lanes(s->problem.dim));
        nb_flock f;
        nb_flock_lay(&f, &shape, memory);
        for (uint64_t i = 0; i < r.count; i += f.lanes) {
            state lane[64] = { WALKING };
            const size_t lanes = r.count - i < f.lanes ? (size_t)(r.count - i) : f.lanes;
            nb_walk_start(t, s, &f, r.first + i);
            for (size_t k = 0; k < t->times; k++) {
                nb_walk_until(t, s, &f, t->instance->at.item[k]);
                inspect(t, s, &f, lane);
                watch(t, s, &f, lanes, lane, cell + (a * t->times + k) * t->watched, i);
            }
        }
    }
}

const nb_sampler nb_walks = { "walks", scratch, fill };
