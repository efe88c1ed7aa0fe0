// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/reference.h -- a walk one number at a time, written from the opening comments of the methods. */
#ifndef NB_TEST_REFERENCE_H
#define NB_TEST_REFERENCE_H

#include "tests/lib/reference_terms.h"

static void reference_start(reference *r, const nb_start *start)
{
    memset(r->v, 0, sizeof r->v);
    r->t = 0;
    r->last = -INFINITY;
    r->ended = false;
    for (size_t k = 0; k < r->s->dim; k++) {
        r->x[k] = start->point ? start->point[k] : 0;
        if (start->spread > 0)
            r->x[k] += start->spread * nb_normal(r->stream, NB_START, r->replicate, k);
    }
}

/* Normals of the method's own, on the unit sphere for noisy_gd. */
static void reference_kick(reference *r, const nb_method *method, double size)
{
    const size_t d = r->s->dim;
    double z[REFERENCE_DIM];
    for (size_t k = 0; k < d; k++)
        z[k] = nb_normal(r->stream, NB_KICK, r->replicate, r->t * d + k);
    if (method == &nb_noisy_gd)
        size /= sqrt(reference_dot(d, z, z, 0, false));
    for (size_t k = 0; k < d; k++)
        r->x[k] = fma(size, z[k], r->x[k]);
}

/* f(x) - f*, |grad f(x)|^2 and grad f(x) where the walk is, of a flock with one replicate. */
typedef struct { double gap, square; } reference_place;
static reference_place reference_look(const reference *r, double *g)
{
    const nb_shape shape = {
        .dim = r->s->dim, .terms = r->p->terms, .lanes = 8, .own = r->p->own, .sampling = r->sampling,
    };
    const size_t d = r->s->dim;
    void *scratch = aligned_alloc(64, (nb_flock_bytes(&shape) + 127) / 64 * 64);
    nb_flock f;
    double gap[8];
    nb_flock_lay(&f, &shape, scratch);
    nb_flock_start(&f, r->stream, r->replicate);
    nb_flock_place(&f, r->x);
    if (r->p->run->begin)
        r->p->run->begin(r->p, &f);
    r->p->run->value(r->p, &f, gap);
    r->p->run->slope(r->p, &f, f.g);
    for (size_t k = 0; k < d; k++)
        g[k] = f.g[d <= NB_LANES_INNER ? k * f.lanes : k];
    free(scratch);
    return (reference_place){ gap[0], reference_dot(d, g, g, 0, false) };
}

/* Jin et al. (2017), before the gradient step. */
static void reference_perturb(reference *r, const double *of)
{
    const size_t d = r->s->dim;
    const double t = (double)r->t;
    double z[REFERENCE_DIM + 2], g[REFERENCE_DIM] = { 0 }, square = 0;
    if (t > r->last + of[2] && reference_look(r, g).square <= of[0] * of[0]) {
        r->last = t;
        r->height = reference_look(r, g).gap;
        memcpy(r->v, r->x, sizeof r->v);
        for (size_t k = 0; k < d + 2; k++) {
            z[k] = nb_normal(r->stream, NB_KICK, r->replicate, r->t * (d + 2) + k);
            square = fma(z[k], z[k], square);
        }
        for (size_t k = 0; k < d; k++)
            r->x[k] = fma(of[1] / sqrt(square), z[k], r->x[k]);
    }
    if (t == r->last + of[2] && reference_look(r, g).gap - r->height > -of[3])
        r->ended = true;
}

/* x = (alpha^2 / 2) sinh(2 theta), theta = asinh(2 x / alpha^2) / 2 at the start. */
static void reference_mirror(reference *r, double a, const double *alpha)
{
    double half[REFERENCE_DIM];
    for (size_t k = 0; k < r->s->dim; k++) {
        half[k] = alpha ? alpha[k] * alpha[k] / 2 : 0.5;
        const double z = fabs(r->x[k] / half[k]);
        if (r->t == 0)
            r->v[k] = copysign(0.5 * vlog(z + sqrt(fma(z, z, 1))), r->x[k]);
    }
    reference_push(r, -a, r->v);
    for (size_t k = 0; k < r->s->dim; k++) {
        const double up = vexp(2 * r->v[k]);
        r->x[k] = half[k] * (0.5 * (up - 1 / up));
    }
}

/* Runge and Kutta, as in the textbook; slopes by the problem. */
static void reference_flow(reference *r, double a)
{
    const size_t d = r->s->dim;
    double k[4][REFERENCE_DIM];
    reference at = *r;
    for (size_t j = 0; j < 4; j++) {
        for (size_t i = 0; i < d && j; i++)
            at.x[i] = fma(j < 3 ? -a / 2 : -a, k[j - 1][i], r->x[i]);
        reference_look(&at, k[j]);
    }
    for (size_t i = 0; i < d; i++)
        r->x[i] = fma(-a / 6, k[3][i] + fma(2, k[2][i], fma(2, k[1][i], k[0][i])), r->x[i]);
}

/* One coordinate after another, g being the gradient that a push from 0 finds. */
static void reference_adaptive(reference *r, const nb_method *method, double a, const double *of)
{
    double g[REFERENCE_DIM] = { 0 };
    reference_push(r, 1, g);
    if (method == &nb_rmsprop) {
        for (size_t k = 0; k < r->s->dim; k++) {
            r->v[k] = fma(1 - of[0], g[k] * g[k], of[0] * r->v[k]);
            r->x[k] = fma(-a, g[k] / (sqrt(r->v[k]) + of[1]), r->x[k]);
        }
        return;
    }
    for (size_t j = 0; j < 2; j++)
        r->weight[j] = fma(of[j], r->t ? r->weight[j] : 0, 1 - of[j]);
    for (size_t k = 0; k < r->s->dim; k++) {
        r->v[k] = fma(1 - of[0], g[k], of[0] * r->v[k]);
        r->square[k] = fma(1 - of[1], g[k] * g[k], of[1] * (r->t ? r->square[k] : 0));
        r->x[k] = fma(-a, r->v[k] / r->weight[0] / (sqrt(r->square[k] / r->weight[1]) + of[2]), r->x[k]);
    }
}

static void reference_step(reference *r, const nb_method *method, double a, double b, double c)
{
    const size_t d = r->s->dim;
    if (method == &nb_perturbed_gd)
        reference_perturb(r, r->numbers);
    if (method == &nb_mirror_descent) {
        reference_mirror(r, a, r->numbers);
    } else if (method == &nb_gradient_flow) {
        reference_flow(r, a);
    } else if (method == &nb_adam || method == &nb_rmsprop) {
        reference_adaptive(r, method, a, r->numbers);
    } else if (method == &nb_heavy_ball) {
        for (size_t k = 0; k < d; k++)
            r->v[k] *= b;
        reference_push(r, -a, r->v);
        for (size_t k = 0; k < d; k++)
            r->x[k] += r->v[k];
    } else {
        reference_push(r, -a, r->x);
    }
    if (r->ended)
        memcpy(r->x, r->v, sizeof r->x);
    if (method->kicks)
        reference_kick(r, method, c);
    for (size_t k = 0; k < d && method == &nb_averaged; k++)
        r->v[k] = fma(1 / (double)(r->t + 1), r->x[k] - r->v[k], r->v[k]);
    r->t++;
}

#endif
