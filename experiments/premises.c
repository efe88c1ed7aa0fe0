// SPDX-License-Identifier: GPL-3.0-or-later
/* Premises and exact values that several claims share. */
#include <assert.h>

#include "experiments/claims.h"
#include "lib/linear.h"

bool nb_strongly_convex(const nb_setup *s)
{
    return 0 < s->k.m && s->k.m <= s->k.L && isfinite(s->k.L);
}

bool nb_constant_step(const nb_setup *s)
{
    return s->arm && s->arm->step.at == nb_constant && s->arm->step.a > 0;
}

/* A batch has Cov g_B = b Cov g, hence E |g_B|^2 <= b sigma0 + (1 + b (sigma - 1)) |grad f|^2. */
bool nb_short_step(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * s->k.L * (1 + nb_batch_share(s) * (s->k.sigma - 1)) <= 1;
}

bool nb_stable_step(const nb_setup *s)
{
    double radius;
    return nb_constant_step(s) && nb_moments_radius(s, s->arm->step.a, &radius, NULL) == NB_OK && radius < 1;
}

bool nb_fresh_batches(const nb_setup *s)
{
    const nb_scheme scheme = s->arm ? s->arm->sampling.scheme : NB_CYCLIC;
    return scheme == NB_WITH_REPLACEMENT || scheme == NB_WITHOUT_REPLACEMENT || scheme == NB_FULL_BATCH;
}

bool nb_additive_gaussian(const nb_setup *s)
{
    return s->problem.type == &nb_quadratic && s->problem.noisy && s->problem.law == NB_GAUSSIAN;
}

bool nb_interpolates(const nb_setup *s)
{
    const double at_solution[NB_MOST_DIM] = { 0 };
    return s->problem.run && s->problem.run->term && nb_gradients_at(s, at_solution).square == 0;
}

/* Along each axis and diagonal, out to a millionfold. Rounding is allowed for where the bound is attained. */
bool nb_bounded_second_moment(const nb_setup *s)
{
    const size_t d = s->problem.dim;
    if (!s->problem.run || !s->problem.run->term || d > NB_MOST_DIM)
        return false;
    for (size_t ray = 1; ray < (size_t)1 << d; ray++)
        for (int power = -20; power <= 20; power++)
            for (int sign = -1; sign <= 1; sign += 2) {
                double D[NB_MOST_DIM] = { 0 };
                for (size_t k = 0; k < d; k++)
                    D[k] = ray >> k & 1 ? ldexp(k % 2 ? sign : 1, power) : 0;
                const nb_gradients g = nb_gradients_at(s, D);
                if (g.square > (s->k.sigma0 + s->k.sigma * g.slope) * (1 + 0x1p-40L))
                    return false;
            }
    return true;
}

static double exact(const nb_setup *s, uint64_t t, bool gap)
{
    nb_moments o;
    if (nb_moments_make(&o, s, NULL) != NB_OK)
        return NAN;
    for (uint64_t i = 0; i < t; i++)
        nb_moments_step(&o, s, s->step[i]);
    const double value = gap ? o.gap : o.distance;
    nb_moments_drop(&o);
    return value;
}

double nb_exact_gap(const nb_setup *s, uint64_t t)
{
    return exact(s, t, true);
}

double nb_exact_distance(const nb_setup *s, uint64_t t)
{
    return exact(s, t, false);
}

/* Bounds on E X^2: rounded up, so that a law without spread keeps E X^2 >= (E X)^2. */
static const double up = 1 + 0x1p-30;

double nb_exact_gap_square(const nb_setup *s, uint64_t t)
{
    nb_squares q;
    return nb_squares_at(&q, s, t, NULL) == NB_OK ? up * q.gap : NAN;
}

double nb_exact_distance_square(const nb_setup *s, uint64_t t)
{
    nb_squares q;
    return nb_squares_at(&q, s, t, NULL) == NB_OK ? up * q.distance : NAN;
}

nb_gradients nb_gradients_at(const nb_setup *s, const double *D)
{
    const nb_problem *p = &s->problem;
    const size_t d = p->dim, N = p->terms ? p->terms : 1;
    assert(d <= NB_MOST_DIM);
    long double mean[NB_MOST_DIM] = { 0 };
    nb_gradients r = { .square = nb_noise_trace(p) };
    for (size_t i = 0; i < N; i++) {
        double H[NB_MOST_DIM * NB_MOST_DIM], g[NB_MOST_DIM];
        p->run->term(p, i, H, g);
        for (size_t j = 0; j < d; j++) {
            long double u = 0;
            for (size_t k = 0; k < d; k++)
                u += (long double)H[j * d + k] * D[k];
            r.gap += D[j] * u / (2 * (long double)N);
            u += g[j];
            r.square += u * u / (long double)N;
            mean[j] += u / (long double)N;
        }
    }
    for (size_t j = 0; j < d; j++)
        r.slope += mean[j] * mean[j];
    return r;
}
