// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/observe.c -- what can be watched on a walk: lib/observables.def. */
#include <math.h>

#include "lib/sampler.h"

static void gap(const nb_setup *s, const nb_flock *f, double *out)
{
    s->problem.run->value(&s->problem, f, out);
}

/* |u - v|^2 of each lane; u in the flock's layout, v a point. */
static void square(const nb_flock *f, const double *u, const double *v, double *out)
{
    const bool inner = f->dim <= NB_LANES_INNER;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = 0;
    for (size_t k = 0; k < f->dim; k++)
        for (size_t l = 0; l < f->lanes; l++) {
            const double d = (inner ? u[k * f->lanes + l] : u[l * f->pitch + k]) - (v ? v[k] : 0);
            out[l] += d * d;
        }
}

static void distance(const nb_setup *s, const nb_flock *f, double *out)
{
    square(f, f->x, s->problem.x_star, out);
}

static void gradient(const nb_setup *s, const nb_flock *f, double *out)
{
    s->problem.run->slope(&s->problem, f, f->g);
    square(f, f->g, NULL, out);
}

static void first(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = nb_flock_get(f, l, 0);
}

static void absolute(const nb_setup *s, const nb_flock *f, double *out)
{
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(nb_flock_get(f, l, 0) - s->problem.x_star[0]);
}

static void arrived(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = f->arrival[l] <= (double)f->t;
}

static void arrival(const nb_setup *s, const nb_flock *f, double *out)              // +inf before
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = f->arrival[l];
}

/* Of perturbed gradient descent, by its memory. */
static void stopped(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = isinf(f->memory[2 * f->size + l]);
}

static void average_distance(const nb_setup *s, const nb_flock *f, double *out)     // at t = 0: of x_0
{
    square(f, f->t ? f->memory : f->x, s->problem.x_star, out);
}

static void average_gap(const nb_setup *s, const nb_flock *f, double *out)          // likewise
{
    nb_flock at = *f;
    if (f->t)
        at.x = f->memory;
    s->problem.run->value(&s->problem, &at, out);
}

static void tally(const nb_setup *s, const nb_flock *f, double *out)                // of nb_tallied
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = f->memory[f->dim <= NB_LANES_INNER ? l : l * f->pitch];
}

#define NB_OBSERVABLE(name, latex, real, lasting) const nb_observable nb_##name = { #name, latex, real, name, lasting };
#include "lib/observables.def"
#undef NB_OBSERVABLE
