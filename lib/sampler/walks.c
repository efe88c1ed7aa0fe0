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

static void inspect(const nb_trial *t, const nb_setup *s, nb_flock *f, state *lane)
{
    bool undecided = false;
    if (nb_lanes_at(t->isa)->within(f, reach(&s->problem)))
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

/* Where all that is watched lasts, a walk that has arrived is at home: its numbers stand at every later checkpoint. Of
 * the n lanes given, which have arrived lately, tells how many came home. */
static size_t settle(const nb_trial *t, const nb_setup *s, nb_flock *f, state *lane, page to, size_t times,
                     uint64_t *home, size_t n)
{
    const bool sound = nb_lanes_at(t->isa)->within(f, reach(&s->problem));
    double out[NB_LANES_MOST];
    size_t come = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t l = home[i];
        home[come] = l;
        come += (lane[l] != HOME) & (sound || looks(s, f, l) != FAULTY);
    }
    for (size_t i = 0; i < come; i++)
        lane[home[i]] = HOME;
    for (size_t w = 0; come > 0 && w < t->watched; w++) {
        t->observe[w]->run(s, f, out);
        for (size_t k = 0; k < times; k++)
            for (size_t i = 0; i < come; i++)
                to.cell[k * t->watched + w][f->replicate[home[i]] - to.first] = out[home[i]];
    }
    return come;
}

/* Lanes from the first one on that nothing is asked of. */
static void rest(nb_flock *f, state *lane, size_t first)
{
    for (size_t l = first; l < f->lanes; l++) {
        lane[l] = HOME;
        f->arrival[l] = 0;
    }
}

/* Closes the ranks once an eighth of the lanes is at home: those stay that have not arrived, and the last one as often
 * as it takes. Where a NaN has arrived, which a checkpoint decides on, all stay. */
static void regroup(const nb_trial *t, nb_flock *f, state *lane, size_t walking)
{
    uint64_t kept[NB_LANES_MOST];
    if (f->dim > NB_LANES_INNER || (walking + 7) / 8 * 8 > f->lanes - f->lanes / 8)
        return;
    size_t n = nb_lanes_at(t->isa)->among(f, (double)f->t, INFINITY, kept), asked = 0;
    for (size_t j = 0; j < n; j++)
        asked += lane[kept[j]] != HOME;
    if (asked < walking)
        return;
    for (size_t j = 0; j < n; j++)
        lane[j] = lane[kept[j]];
    const size_t stay = n;
    for (; n % 8 != 0; n++)
        kept[n] = f->lanes - 1;
    nb_flock_keep(f, kept, n);
    rest(f, lane, stay);
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
    double seen = -1;                       // when it was last looked who has arrived
    size_t walking = r.count;
    state lane[NB_LANES_MOST] = { WALKING };
    uint64_t late[NB_LANES_MOST];
    nb_walk_start(t, s, f, r.first);
    rest(f, lane, r.count);
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t time = t->instance->at.item[k];
        while (hunt && f->t + BETWEEN < time) {
            nb_walk_until(t, s, f, (f->t / BETWEEN + 1) * BETWEEN);
            const size_t n = nb_lanes_at(t->isa)->among(f, seen, (double)f->t, late);
            seen = (double)f->t;
            if (n > 0)
                walking -= settle(t, s, f, lane, to, t->times - k, late, n);
            if (!walking)
                return;
            regroup(t, f, lane, walking);
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
