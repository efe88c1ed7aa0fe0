// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/reference_terms.h -- gradients of every family, one number at a time, as their opening comments have it. */
#ifndef NB_TEST_REFERENCE_TERMS_H
#define NB_TEST_REFERENCE_TERMS_H

#include "tests/lib/reference_draws.h"

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

#endif
