// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/points.h -- a problem with a flock of points around its minimiser, for the laws of problems. */
#ifndef NB_TEST_POINTS_H
#define NB_TEST_POINTS_H

#include <math.h>
#include <string.h>

#include "tests/lib/cases.h"

enum { LANES = 8 };

/* A problem and a flock of random points, its terms in the order of their numbers. */
typedef struct {
    nb_arena     arena;
    problem_case at;
    nb_problem   p;
    nb_flock     f;
} bench;

static inline void bench_make(bench *b, size_t i, bool noisy)
{
    problem_case all[CASES];
    *b = (bench){ 0 };
    problem_cases(all, &b->arena);
    b->at = all[i];
    if (!noisy && b->at.spec.type != &nb_random_least_squares) {
        b->at.spec.noise = 0;
        b->at.spec.factor = NULL;
    }
    nb_fault why = { 0 };
    ck_assert_msg(nb_problem_make(&b->p, &b->at.spec, nb_isa_best(), &why) == NB_OK, "%s", why.text);
    const nb_shape shape = {
        .dim = b->p.dim, .lanes = LANES, .terms = b->p.terms, .own = b->p.own, .noisy = b->p.noisy,
        .sampling = { NB_CYCLIC, 1 },
    };
    void *scratch = nb_arena_take(&b->arena, nb_flock_bytes(&shape), 1);
    ck_assert_ptr_nonnull(scratch);
    nb_flock_lay(&b->f, &shape, scratch);
    nb_flock_start(&b->f, nb_stream_named(1, "laws", 0), 100);
    uint64_t state = i;
    for (size_t l = 0; l < LANES; l++)                  // lane 0 at x*, the others further and further
        for (size_t k = 0; k < b->p.dim; k++)
            nb_flock_set(&b->f, l, k, b->p.x_star[k] + (l ? ldexp(draw(&state), 2 * (int)l - 8) : 0));
}

static inline void bench_drop(bench *b)
{
    nb_problem_drop(&b->p);
    nb_arena_drop(&b->arena);
}

static inline double of(const nb_flock *f, const double *y, size_t l, size_t k)
{
    nb_flock view = *f;
    memcpy(&view.x, &y, sizeof y);              // looked at, not written
    return nb_flock_get(&view, l, k);
}

/* g of step t into f->g. */
static inline void gradient(bench *b, uint64_t t)
{
    memset(b->f.g, 0, b->f.size * sizeof *b->f.g);
    b->f.t = t;
    b->p.run->push(&b->p, &b->f, 1, b->f.g);
}

static inline double *slope(bench *b)
{
    double *y = nb_arena_take(&b->arena, b->f.size, sizeof *y);
    ck_assert_ptr_nonnull(y);
    b->p.run->slope(&b->p, &b->f, y);
    return y;
}

static inline double square(const nb_flock *f, const double *y, size_t l, const double *centre)
{
    double s = 0;
    for (size_t k = 0; k < f->dim; k++)
        s += (of(f, y, l, k) - (centre ? centre[k] : 0)) * (of(f, y, l, k) - (centre ? centre[k] : 0));
    return s;
}

#endif
