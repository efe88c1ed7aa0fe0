// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/reference.h -- a walk one number at a time, written from the definitions in lib/random.h, lib/draw.h and
 * the opening comments of the problems. No flock, no lanes, no staging. */
#ifndef NB_TEST_REFERENCE_H
#define NB_TEST_REFERENCE_H

#ifndef NB_VB
#define NB_VB 8
#endif
#include <stdlib.h>
#include <string.h>

#include "lib/vec.h"
#include "tests/lib/cases.h"

enum { REFERENCE_DIM = 160, REFERENCE_TERMS = 160 };

typedef struct {
    nb_stream              stream;
    uint64_t               replicate, t;
    const nb_problem_spec *s;
    const nb_problem      *p;
    nb_sampling            sampling;
    double                 x[REFERENCE_DIM], v[REFERENCE_DIM];          // v: velocity, mean or where it was
    const double          *numbers;
    double                 last, height;                                // perturbation: when, at which height
    bool                   ended;
} reference;

static void reference_swap(size_t *order, size_t i, size_t j)
{
    const size_t kept = order[i];
    order[i] = order[j];
    order[j] = kept;
}

static uint32_t reference_index(const reference *r, uint64_t n, size_t below)
{
    return nb_index(r->stream, NB_INDEX, r->replicate, n, (uint32_t)below);
}

/* The K picks of step t; K comes back, since a full batch has all. */
static size_t reference_picks(const reference *r, size_t *pick)
{
    const size_t N = r->s->terms, batch = r->sampling.batch ? r->sampling.batch : 1;
    const size_t K = r->sampling.scheme == NB_FULL_BATCH ? N : batch;
    const uint64_t epoch = N / K;
    size_t order[REFERENCE_TERMS];
    for (size_t i = 0; i < N; i++)
        order[i] = i;
    for (size_t i = 0; i < K && r->sampling.scheme == NB_WITHOUT_REPLACEMENT; i++)
        reference_swap(order, i, i + reference_index(r, r->t * K + i, N - i));
    for (size_t i = 0; i < N && r->sampling.scheme == NB_RESHUFFLED; i++)
        reference_swap(order, i, i + reference_index(r, r->t / epoch * N + i, N - i));
    for (size_t j = 0; j < K; j++)
        switch (r->sampling.scheme) {
        case NB_WITH_REPLACEMENT:    pick[j] = reference_index(r, r->t * K + j, N); break;
        case NB_WITHOUT_REPLACEMENT: pick[j] = order[j]; break;
        case NB_RESHUFFLED:          pick[j] = order[r->t % epoch * K + j]; break;
        case NB_CYCLIC:              pick[j] = (r->t * K + j) % N; break;
        case NB_FULL_BATCH:          pick[j] = j; break;
        }
    return K;
}

static double reference_xi(const reference *r, size_t k)
{
    const uint64_t n = r->t * r->s->dim + k;
    if (r->s->law == NB_RADEMACHER)
        return nb_word(r->stream, NB_NOISE, r->replicate, n) >> 31 ? -1 : 1;
    return nb_normal(r->stream, NB_NOISE, r->replicate, n);
}

/* a'x in eight lanes and four accumulators. */
static double reference_eight(size_t d, const double *a, const double *x)
{
    double s[4][8] = { { 0 } }, t[8];
    for (size_t k = 0; k < d; k++)
        s[k / 8 % 4][k % 8] = fma(a[k], x[k], s[k / 8 % 4][k % 8]);
    for (size_t j = 0; j < 8; j++)
        t[j] = (s[0][j] + s[2][j]) + (s[1][j] + s[3][j]);
    return ((t[0] + t[4]) + (t[2] + t[6])) + ((t[1] + t[5]) + (t[3] + t[7]));
}

/* a'x: up to 16 numbers even and odd apart, or in turn; more in eight lanes. */
static double reference_dot(size_t d, const double *a, const double *x, double start, bool halves)
{
    double even = 0, odd = 0;
    if (d <= NB_LANES_INNER && !halves) {
        for (size_t k = 0; k < d; k++)
            start = fma(a[k], x[k], start);
        return start;
    }
    if (d <= NB_LANES_INNER) {
        for (size_t k = 0; k < d; k++)
            *(k % 2 ? &odd : &even) = fma(a[k], x[k], k % 2 ? odd : even);
        return even + odd;
    }
    return reference_eight(d, a, x) + start;
}

static void reference_row(const reference *r, size_t i, double *row)
{
    const size_t d = r->s->dim;
    if (r->s->type != &nb_random_least_squares) {
        memcpy(row, r->s->data + i * (d + 1), (d + 1) * sizeof *row);
        return;
    }
    double at = 0;
    for (size_t k = 0; k < d; k++) {
        row[k] = nb_normal(r->stream, NB_DATA, r->replicate, i * (d + 1) + k);
        at += row[k] * (r->s->data ? r->s->data[k] : 0);
    }
    row[d] = at + r->s->noise * nb_normal(r->stream, NB_DATA, r->replicate, i * (d + 1) + d);
}

static void reference_rows(const reference *r, double c, double *y, const double *x)
{
    const size_t d = r->s->dim;
    size_t pick[REFERENCE_TERMS];
    const size_t K = reference_picks(r, pick);
    for (size_t k = 0; k < d && r->s->ridge > 0; k++)
        y[k] = fma(c * r->s->ridge, x[k], y[k]);
    for (size_t j = 0; j < K; j++) {
        double a[REFERENCE_DIM];
        reference_row(r, pick[j], a);
        const double z = reference_dot(d, a, x, 0, true);
        const double loss = r->s->type == &nb_logistic ? -a[d] * (1 / (1 + vexp(a[d] * z))) : z - a[d];
        const double e = c / (double)K * loss;
        for (size_t k = 0; k < d; k++)
            y[k] = fma(e, a[k], y[k]);
    }
}

static bool reference_is_network(const nb_problem_spec *s)
{
    return s->type == &nb_product_network || s->type == &nb_power_network;
}

/* w_k and its derivatives in the two parameters s and t. */
typedef struct { double w, s, t; } reference_weight;
static reference_weight reference_unit(const nb_problem_spec *s, double first, double second)
{
    if (s->type == &nb_product_network)
        return (reference_weight){ first * second, second, first };
    const size_t D = s->depth ? s->depth : 2;
    const double c = s->scale > 0 ? s->scale : 1;
    double high = first, low = second;
    for (size_t i = 2; i < D; i++) {
        high *= first;
        low *= second;
    }
    return (reference_weight){ c * (high * first - low * second), c * (double)D * high, -(c * (double)D) * low };
}

static void reference_network(const reference *r, double c, double *y, const double *x)
{
    const size_t d = r->s->dim / 2;
    size_t pick[REFERENCE_TERMS];
    const size_t K = reference_picks(r, pick);
    reference_weight u[REFERENCE_DIM];
    double w[REFERENCE_DIM], G[REFERENCE_DIM] = { 0 };
    for (size_t k = 0; k < d; k++) {
        u[k] = reference_unit(r->s, x[k], x[d + k]);
        w[k] = u[k].w;
    }
    for (size_t j = 0; j < K; j++) {
        const double *a = r->s->data + pick[j] * (d + 1);
        const bool few = 2 * d <= NB_LANES_INNER;
        const double e = c / (double)K * ((few ? reference_dot(d, a, w, 0, true) : reference_eight(d, a, w)) - a[d]);
        for (size_t k = 0; k < d; k++)
            G[k] = fma(e, a[k], G[k]);
    }
    for (size_t k = 0; k < d; k++) {
        y[k] = fma(u[k].s, G[k], y[k]);
        y[d + k] = fma(u[k].t, G[k], y[d + k]);
    }
}

static void reference_finite_sum(const reference *r, double c, double *y, const double *x)
{
    const size_t d = r->s->dim, each = d * (d + 1) / 2 + d;
    size_t pick[REFERENCE_TERMS];
    const size_t K = reference_picks(r, pick);
    double g[REFERENCE_DIM] = { 0 };
    for (size_t j = 0; j < K; j++)
        for (size_t k = 0; k < d; k++) {
            const double *term = r->s->data + pick[j] * each;
            double row[REFERENCE_DIM];
            for (size_t i = 0; i < d; i++) {
                const size_t low = i < k ? i : k, high = i < k ? k : i;
                row[i] = term[low * d - low * (low + 1) / 2 + high];
            }
            g[k] += reference_dot(d, row, x, term[d * (d + 1) / 2 + k], false);
        }
    for (size_t k = 0; k < d; k++)
        y[k] = fma(c / (double)K, g[k], y[k]);
}

/* of: c, h, q, v, u, w. */
static double reference_well(const nb_problem_spec *s, const double *of, double x, double xi)
{
    const double rise = fma(fma(of[2] * x, x, of[1]), x, of[0]), bent = 1 - 2 / (1 + vexp(2 * of[5] * x));
    return s->noise > 0 ? fma(s->noise * sqrt(fma(of[4], bent, of[3])), xi, rise) : rise;
}

/* data: M, then coefficients of the N terms and exponents of each monomial. */
static void reference_polynomial(const reference *r, double c, double *y, const double *x)
{
    const size_t d = r->s->dim, N = r->s->terms ? r->s->terms : 1;
    size_t pick[REFERENCE_TERMS] = { 0 };
    const size_t K = r->s->terms ? reference_picks(r, pick) : 1;
    for (size_t k = 0; k < d; k++) {
        double g = 0;
        for (size_t m = 0; m < (size_t)r->s->data[0]; m++) {
            const double *of = r->s->data + 1 + m * (N + d), *e = of + N;
            double sum = 0, product = 1;
            for (size_t j = 0; j < K; j++)
                sum += of[pick[j]];
            for (size_t j = 0; j < d; j++) {
                double power = 1;
                for (int n = 0; n < (int)e[j] - (j == k); n++)
                    power *= x[j];
                product *= power;
            }
            if (e[k] > 0)
                g = fma(e[k] * sum, product, g);
        }
        y[k] = fma(c / (double)K, g, y[k]);
    }
}

/* Slope of one coordinate; `of` moves on to the next one's pieces. */
static double reference_bend(const double **of, double x)
{
    double rise = 0, slope = 0, bend = 0;
    const double *piece = *of + 1;
    *of += 1 + 2 * (size_t)**of;
    for (; piece < *of; piece += 2) {
        rise += (bend - piece[1]) * piece[0];
        bend = piece[1];
        if (fabs(x) >= piece[0])
            slope = fma(bend, fabs(x), rise);
    }
    return signbit(x) ? -slope : slope;
}

static bool reference_adds(const nb_problem_spec *s)                    // additive noise, after the terms
{
    return s->noise > 0 && s->type != &nb_quadratic && s->type != &nb_quartic && s->type != &nb_random_least_squares;
}

static void reference_push(const reference *r, double c, double *y)
{
    const nb_problem_spec *s = r->s;
    const size_t d = s->dim;
    double x[REFERENCE_DIM], xi[REFERENCE_DIM];
    memcpy(x, r->x, sizeof x);
    for (size_t k = 0; k < d; k++)
        xi[k] = s->noise > 0 || s->factor ? reference_xi(r, k) : 0;
    if (s->type == &nb_quadratic) {
        for (size_t k = 0; k < d; k++) {
            const double h = s->data ? s->data[k] : 1;
            y[k] = fma(c, s->noise > 0 ? fma(h, x[k], s->noise * xi[k]) : h * x[k], y[k]);
        }
    } else if (s->type == &nb_quartic) {
        for (size_t k = 0; k < d; k++)
            y[k] = fma(c, reference_well(s, s->data + 6 * k, x[k], xi[k]), y[k]);
    } else if (s->type == &nb_polynomial) {
        reference_polynomial(r, c, y, x);
    } else if (s->type == &nb_piecewise) {
        const double *of = s->data;
        for (size_t k = 0; k < d; k++)
            y[k] = fma(c, reference_bend(&of, x[k]), y[k]);
    } else if (s->type == &nb_finite_sum) {
        reference_finite_sum(r, c, y, x);
    } else if (reference_is_network(s)) {
        reference_network(r, c, y, x);
    } else {
        reference_rows(r, c, y, x);
    }
    for (size_t k = 0; k < d && s->factor; k++)
        y[k] = fma(c, reference_dot(d, s->factor + k * d, xi, 0, false), y[k]);
    for (size_t k = 0; k < d && reference_adds(s); k++)
        y[k] = fma(c * s->noise, xi[k], y[k]);
}

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

static void reference_step(reference *r, const nb_method *method, double a, double b, double c)
{
    const size_t d = r->s->dim;
    if (method == &nb_perturbed_gd)
        reference_perturb(r, r->numbers);
    if (method == &nb_mirror_descent) {
        reference_mirror(r, a, r->numbers);
    } else if (method == &nb_gradient_flow) {
        reference_flow(r, a);
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
