// SPDX-License-Identifier: GPL-3.0-or-later
/* f(x) = sum_k h_k x_k^2 / 2 with additive noise: g = h x + s xi, or h x + C xi. x* = 0, f* = 0.
 *
 * data: h_1 .. h_dim; NULL: all 1. A negative h makes 0 a saddle, f(x) - f* the height above it, and m negative.
 * E |g|^2 = |grad f|^2 + trace of the noise covariance, so that sigma = 1 at least, and sigma0 is that trace.
 */
#include "lib/linear.h"
#include "lib/problem/noise.h"

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    if (s->terms != 0 || s->ridge != 0)
        return nb_fail(why, NB_BAD_INPUT, "quadratic: it has neither terms nor a ridge");
    if (s->sigma != 0 && s->sigma < 1)
        return nb_fail(why, NB_NO_VALUE, "quadratic: sigma = %g is less than 1", s->sigma);
    if (!(p->A = nb_arena_take(&p->arena, p->dim + 8, sizeof *p->A)))
        return NB_NO_MEMORY;
    p->k = (nb_constants){ .L = 0, .m = INFINITY, .sigma = fmax(s->sigma, 1), .sigma0 = nb_noise_trace(p) };
    for (size_t k = 0; k < p->dim; k++) {
        const double h = p->A[k] = s->data ? s->data[k] : 1;
        if (!isfinite(h))
            return nb_fail(why, NB_BAD_INPUT, "quadratic: h_%zu is not finite", k + 1);
        p->k.L = fmax(p->k.L, fabs(h));
        p->k.m = fmin(p->k.m, h);
    }
    return NB_OK;
}

/* h of the numbers from x[r pitch + i] on: rows are coordinates with lanes inner, replicates with dim inner. */
NB_INLINE vd curvature(const nb_problem *p, const nb_flock *f, size_t r, size_t i)
{
    return f->dim <= NB_LANES_INNER ? vset(p->A[r]) : vload(p->A + i);
}

/* g = h x + s xi. */
NB_INLINE vd noisy(vd h, vd x, vd s, vd xi)
{
    return vfma(h, x, s * xi);
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    const bool fused = p->noisy && !p->factor;          // otherwise the noise, if any, is pushed on its own
    const double *xi = fused ? draw_noise(f, p->law == NB_RADEMACHER) : f->x;
    const vd a = vset(c), s = vset(p->noise);
    for (size_t r = 0; r * f->pitch < f->size; r++)
        for (size_t i = 0; i < f->pitch; i += NB_VW) {
            const size_t n = r * f->pitch + i;
            const vd h = curvature(p, f, r, i), x = vload(f->x + n);
            const vd g = fused ? noisy(h, x, s, vload(xi + n)) : h * x;
            vstore(y + n, vfma(a, g, vload(y + n)));
        }
    if (p->factor)
        noise_push(p, f, c, y);
}

/* x stays in registers from step to step; xi: the noise of the first, the others' follow. */
NB_INLINE void march_some(const nb_problem *p, nb_flock *f, const double *step, size_t steps, const double *xi)
{
    const vd s = vset(p->noise);
    for (size_t r = 0; r * f->pitch < f->size; r++)
        for (size_t i = 0; i < f->pitch; i += NB_VW) {
            const size_t n = r * f->pitch + i;
            const vd h = curvature(p, f, r, i);
            vd x = vload(f->x + n);
            for (size_t t = 0; t < steps; t++)
                x = vfma(vset(-step[t]), noisy(h, x, s, vload(xi + t * f->size + n)), x);
            vstore(f->x + n, x);
        }
}

/* Two steps of one variable, each with a normal that is taken where it is made. */
typedef struct { double *x; const double *step; double h, s; } pair;

NB_INLINE void take_two(void *with, size_t v, vd first, vd second)
{
    const pair *w = with;
    const vd h = vset(w->h), s = vset(w->s);
    vd x = vload(w->x + v);
    x = vfma(vset(-w->step[0]), noisy(h, x, s, first), x);
    x = vfma(vset(-w->step[1]), noisy(h, x, s, second), x);
    vstore(w->x + v, x);
}

/* Four steps of one variable, a block of words a replicate: its first two normals, then the others. */
static void march_one(const nb_problem *p, nb_flock *f, const double *step)
{
    const size_t W = f->lanes;
    double *word = f->noise;
    draw_words(f, NB_NOISE, f->t / 4, 1, 0, W, (uint64_t *)(void *)word);
    for (size_t i = 0; i < 4; i += 2) {
        pair two = { f->x, step + i, p->A[0], p->noise };
        draw_normals(word + i * W, word + (i + 1) * W, W, take_two, &two);
    }
}

/* As far as noise is staged; see nb_march. */
static size_t march(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    if (!p->noisy || p->factor || m->barrier)
        return 0;
    const size_t left = 4 - f->t % 4, steps = m->steps < left ? m->steps : left;
    const bool whole = steps == 4, signs = p->law == NB_RADEMACHER;
    if (whole && f->dim == 1 && !signs)
        march_one(p, f, m->a);
    else if (whole)
        march_some(p, f, m->a, 4, draw_noise(f, signs));
    else
        march_some(p, f, m->a, steps, draw_noise(f, signs));
    return steps;
}

static void value(const nb_problem *p, const nb_flock *f, double *gap)
{
    if (f->dim > NB_LANES_INNER) {
        for (size_t l = 0; l < f->lanes; l++) {
            const double *x = f->x + l * f->pitch;
            for (size_t k = 0; k < f->pitch; k += NB_VW)
                vstore(f->work + k, vload(p->A + k) * vload(x + k));
            gap[l] = 0.5 * vdot(f->work, x, f->pitch);
        }
        return;
    }
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        vd s = vset(0.0);
        for (size_t k = 0; k < f->dim; k++) {
            const vd x = vload(f->x + k * f->lanes + v);
            s = vfma(p->A[k] * x, x, s);
        }
        vstore(gap + v, 0.5 * s);
    }
}

static void slope(const nb_problem *p, const nb_flock *f, double *y)
{
    for (size_t r = 0; r * f->pitch < f->size; r++)
        for (size_t i = 0; i < f->pitch; i += NB_VW)
            vstore(y + r * f->pitch + i, curvature(p, f, r, i) * vload(f->x + r * f->pitch + i));
}

static void term(const nb_problem *p, size_t i, double *H, double *g)
{
    (void)i;
    for (size_t j = 0; j < p->dim * p->dim; j++)
        H[j] = j / p->dim == j % p->dim ? p->A[j % p->dim] : 0;
    for (size_t k = 0; k < p->dim; k++)
        g[k] = 0;
}

extern const nb_problem_kernels NB_HERE(nb_quadratic);
const nb_problem_kernels NB_HERE(nb_quadratic) = { make, NULL, push, value, slope, term, march };
