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

#include "lib/sampler/lanes.h"
#include "lib/sampler/walk.h"

enum { BETWEEN = 32 };              // steps between two looks at who has arrived; a multiple of 16

static double reach(const nb_problem *p)
{
    return ldexp(1, p->depth > 1 ? 511 / (int)p->depth : 511);
}

/* Of the replicates of a flock. Diverged: beyond at a checkpoint; faulty: NaN while never beyond; home: nothing of it
 * will be looked at any more. */
typedef enum { WALKING, DIVERGED, FAULTY, HOME } state;

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
    state found[NB_LANES_MOST] = { WALKING };
    nb_walk_again(t, s, f);
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

/* Of a checkpoint: cell[w][i] for replicate first + i. */
typedef struct { uint64_t first; double *const *cell; } page;

static void watch(const nb_trial *t, const nb_setup *s, nb_flock *f, const state *lane, page to)
{
    double out[NB_LANES_MOST];
    for (size_t w = 0; w < t->watched; w++) {
        const bool lasting = t->observe[w]->lasting;
        t->observe[w]->run(s, f, out);
        for (size_t l = 0; l < f->lanes; l++)
            if (lane[l] != HOME)
                to.cell[w][f->replicate[l] - to.first] =
                    lane[l] == FAULTY ? NAN : lane[l] == DIVERGED && !lasting ? INFINITY : out[l];
    }
}

static bool all_within(const nb_setup *s, const nb_flock *f, const size_t *lane, size_t n)
{
    const double far = reach(&s->problem);
    bool all = true;
    for (size_t k = 0; k < f->dim; k++)
        for (size_t i = 0; i < n; i++)                  // no branch: nearly always all are
            all &= fabs(nb_flock_get(f, lane[i], k)) <= far;
    return all;
}

/* Where all that is watched lasts, a walk that has arrived is at home: its numbers stand at every later checkpoint.
 * Tells how many came home. */
static size_t settle(const nb_trial *t, const nb_setup *s, nb_flock *f, state *lane, page to, size_t times)
{
    double out[NB_LANES_MOST];
    size_t home[NB_LANES_MOST] = { 0 }, arrived = 0, n = 0;
    for (size_t l = 0; l < f->lanes; l++) {             // half of the time: no branch to be foretold
        home[arrived] = l;
        arrived += (f->arrival[l] < INFINITY) & ((lane[l] == WALKING) | (lane[l] == DIVERGED));
    }
    const bool all = all_within(s, f, home, arrived);
    for (size_t i = 0; i < arrived; i++)
        if (all || looks(s, f, home[i]) != FAULTY)
            lane[home[n++] = home[i]] = HOME;
    for (size_t w = 0; n > 0 && w < t->watched; w++) {
        t->observe[w]->run(s, f, out);
        for (size_t k = 0; k < times; k++)
            for (size_t i = 0; i < n; i++)
                to.cell[k * t->watched + w][f->replicate[home[i]] - to.first] = out[home[i]];
    }
    return n;
}

/* Closes the ranks once an eighth of the lanes is at home; tells whether it did. */
static bool regroup(nb_flock *f, state *lane, size_t walking)
{
    size_t kept[NB_LANES_MOST], n = 0;
    size_t spare = (walking + 7) / 8 * 8 - walking;
    if (f->dim > NB_LANES_INNER || walking + spare > f->lanes - f->lanes / 8)
        return false;
    for (size_t l = 0; l < f->lanes; l++) {
        const bool home = lane[l] == HOME, stays = !home | (spare > 0);
        spare -= home & stays;
        lane[n] = lane[l];
        kept[n] = l;
        n += stays;
    }
    nb_flock_keep(f, kept, n);
    return true;
}

static size_t lanes(const nb_setup *s, uint64_t count)
{
    const size_t fast = nb_flock_lanes(s->problem.dim);
    return count < fast ? (size_t)(count + 7) / 8 * 8 : fast;
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

static bool lasts(const nb_trial *t)
{
    bool all = true;
    for (size_t w = 0; w < t->watched; w++)
        all &= t->observe[w]->lasting;
    return all;
}

static void walk(const nb_trial *t, const nb_setup *s, nb_flock *f, nb_range r, page to)
{
    const bool hunt = lasts(t);
    size_t walking = r.count, seen = 0;     // arrivals at the last look
    state lane[NB_LANES_MOST] = { WALKING };
    nb_walk_start(t, s, f, r.first);
    for (size_t l = 0; l < f->lanes; l++)
        lane[l] = l < r.count ? WALKING : HOME;
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t time = t->instance->at.item[k];
        while (hunt && f->t + BETWEEN < time) {
            nb_walk_until(t, s, f, (f->t / BETWEEN + 1) * BETWEEN);
            const size_t arrived = nb_lanes_at(t->isa)->arrived(f);
            if (arrived == seen)
                continue;
            walking -= settle(t, s, f, lane, to, t->times - k);
            if (!walking)
                return;
            seen = regroup(f, lane, walking) ? nb_lanes_at(t->isa)->arrived(f) : arrived;
        }
        nb_walk_until(t, s, f, time);
        inspect(t, s, f, lane);
        watch(t, s, f, lane, to);
        to.cell += t->watched;
    }
}

static void fill(const nb_trial *t, nb_range r, void *memory, double *const *cell)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        nb_flock f = { 0 };
        for (uint64_t i = 0; i < r.count;) {
            const nb_shape shape = nb_walk_shape(s, lanes(s, r.count - i));
            const uint64_t count = r.count - i < shape.lanes ? r.count - i : shape.lanes;
            if (f.lanes != shape.lanes)
                nb_flock_lay(&f, &shape, memory);
            walk(t, s, &f, (nb_range){ r.first + i, count }, (page){ r.first, cell + a * t->times * t->watched });
            i += count;
        }
    }
}

const nb_sampler nb_walks = { "walks", scratch, fill };
