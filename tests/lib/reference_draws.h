// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/reference_draws.h -- a walk one number at a time, written from the definitions in lib/random.h, lib/draw.h
 * and the opening comments of the problems. No flock, no lanes, no staging. */
#ifndef NB_TEST_REFERENCE_DRAWS_H
#define NB_TEST_REFERENCE_DRAWS_H

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
    double                 square[REFERENCE_DIM], weight[2];            // of adam
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
    ck_assert(0 < K && K <= N && N <= REFERENCE_TERMS);
    const uint64_t epoch = N / K;
    size_t order[REFERENCE_TERMS] = { 0 };
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

#endif
