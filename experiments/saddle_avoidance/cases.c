// SPDX-License-Identifier: GPL-3.0-or-later
/* Functions with saddles, and what their claims ask of a step and of a start. */
#include <assert.h>
#include <stdlib.h>

#include "experiments/saddle_avoidance/cases.h"

const double nb_saddle[] = {        // c, h, q, v, u, w of lib/problem/quartic.c
    0,  1, 0, 1, 0, 0,
    0, -1, 1, 1, 0, 0,
};

const double nb_circle[] = {
    7,  -0.5, 2, 0, 0,  -0.5, 0, 2, 0,  0.25, 4, 0, 0,  0.5, 2, 2, 0,  0.25, 0, 4, 0,
        -0.5, 0, 0, 2,  0.25, 0, 0, 4,
};

double nb_smoothness(const nb_setup *s)
{
    return isfinite(s->k.L) || !s->arm->numbers ? s->k.L : s->arm->numbers[NB_SMOOTH];
}

void nb_gradient_of(const nb_problem *p, const double *x, double *g)
{
    const nb_shape shape = { .dim = p->dim, .lanes = 8, .terms = p->terms };
    nb_arena arena = { 0 };
    void *scratch = nb_arena_take(&arena, nb_flock_bytes(&shape), 1);
    nb_flock f;
    for (size_t k = 0; k < p->dim; k++)
        g[k] = NAN;
    if (!scratch)
        return;
    nb_flock_lay(&f, &shape, scratch);
    nb_flock_start(&f, (nb_stream){ 0 }, 0);
    nb_flock_place(&f, x);
    p->run->slope(p, &f, f.g);
    for (size_t k = 0; k < p->dim; k++)
        g[k] = p->dim <= NB_LANES_INNER ? f.g[k * f.lanes] : f.g[k];
    nb_arena_drop(&arena);
}

bool nb_smooth_there(const nb_setup *s)
{
    enum { PAIRS = 200 };
    const double L = nb_smoothness(s);
    const size_t d = s->problem.dim;
    double z[2 * NB_MOST_DIM * PAIRS];
    if (isfinite(s->k.L) || d > NB_MOST_DIM)
        return isfinite(s->k.L);
    if (!isfinite(L))
        return false;
    nb_uniforms(1, 2 * d * PAIRS, z);
    for (size_t i = 0; i < PAIRS; i++) {
        double u[NB_MOST_DIM], v[NB_MOST_DIM], gu[NB_MOST_DIM], gv[NB_MOST_DIM], rise = 0, run = 0;
        for (size_t k = 0; k < d; k++) {
            u[k] = (2 * z[2 * d * i + k] - 1) * s->arm->numbers[NB_HALF];
            v[k] = (2 * z[2 * d * i + d + k] - 1) * s->arm->numbers[NB_HALF];
        }
        nb_gradient_of(&s->problem, u, gu);
        nb_gradient_of(&s->problem, v, gv);
        for (size_t k = 0; k < d; k++) {
            rise += (gu[k] - gv[k]) * (gu[k] - gv[k]);
            run += (u[k] - v[k]) * (u[k] - v[k]);
        }
        if (!(rise <= L * L * run * (1 + 1e-9)))
            return false;
    }
    return true;
}

bool nb_below_one_over_L(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * nb_smoothness(s) < 1;
}

bool nb_below_two_over_L(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * nb_smoothness(s) < 2;
}

bool nb_continuous_start(const nb_setup *s)
{
    const nb_start *start = &s->arm->start;
    for (size_t k = 0; start->scale && k < s->problem.dim; k++)
        if (start->scale[k] == 0)
            return false;
    return start->spread > 0;
}

bool nb_strict(const nb_setup *s)
{
    const double h = 0x1p-20;
    const size_t d = s->problem.dim;
    double x[NB_MOST_DIM] = { 0 }, at[NB_MOST_DIM], up[NB_MOST_DIM] = { 0 }, down[NB_MOST_DIM] = { 0 };
    assert(0 < d && d <= NB_MOST_DIM);
    nb_gradient_of(&s->problem, x, at);
    for (size_t k = 0; k < d; k++)
        if (at[k] != 0)
            return false;
    x[d - 1] = h;
    nb_gradient_of(&s->problem, x, up);
    x[d - 1] = -h;
    nb_gradient_of(&s->problem, x, down);
    return (up[d - 1] - down[d - 1]) / (2 * h) < -0x1p-10;
}

static void still(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = f->arrival[l] > (double)f->t;
}
const nb_observable nb_not_yet = { "not yet", "[T>t]", .run = still, .lasting = true };

double nb_pulled_back(nb_outward *step, const void *of, double R, uint64_t t)
{
    for (uint64_t i = 0; i < t; i++) {
        double low = 0, high = R;
        for (int k = 0; k < 100 && low < high; k++) {                   // to neighbouring doubles
            const double y = low + (high - low) / 2;
            if (y == low || y == high)
                break;
            *(step(of, y) < R ? &low : &high) = y;
        }
        R = high;
    }
    return R;
}
