// SPDX-License-Identifier: GPL-3.0-or-later
/* First and second moments of SGD on a quadratic finite sum.
 *
 * With f_i(x* + D) = f_i(x*) + g_i'D + D'H_i D / 2 and a batch B of K out of N terms, u_i = g_i + H_i D,
 *
 *   m+ = m - a (gb + Hb m)
 *   S+ = S - a (Hb S + S Hb) - a (gb m' + m gb') + a^2 [ b Q + (1 - b) P + C C' ]
 *   Q  = mean_i E u_i u_i',    P = the same of Hb, gb,    C C' the covariance of additive noise
 *   b  = 1 / K with replacement,  (N - K) / (K (N - 1)) without,  0 for full batches.
 *
 * Derivation: E u_B u_B' = (1/K^2) [K Q + K (K-1) T], where T, the mean of E u_i u_j' over two draws, is P with
 * replacement and (N P - Q) / (N - 1) without.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "lib/oracle/recursion.h"

static size_t terms_of(const nb_setup *s)
{
    return s->problem.terms ? s->problem.terms : 1;
}

static size_t work_size(size_t d, size_t N)
{
    return N * (d * d + d) + 5 * d * d + 2 * d;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the recursion writes there */
nb_recursion nb_recursion_in(const nb_setup *s, double *work)
{
    const size_t d = s->problem.dim, N = terms_of(s), square = d * d;
    nb_recursion q = { .d = d, .N = N, .H = work, .g = work + N * square };
    q.Hb = q.g + N * d;
    q.gb = q.Hb + square;
    q.noise = q.gb + d;
    q.V = q.noise + square;
    q.W = q.V + square;
    q.v = q.W + square;
    return q;
}

static void gather(const nb_setup *s, const nb_recursion *q)
{
    const nb_problem *p = &s->problem;
    const size_t d = q->d, N = q->N;
    for (size_t i = 0; i < N; i++) {
        p->run->term(p, i, q->H + i * d * d, q->g + i * d);
        for (size_t j = 0; j < d * d; j++)
            q->Hb[j] += q->H[i * d * d + j] / (double)N;
        for (size_t j = 0; j < d; j++)
            q->gb[j] += q->g[i * d + j] / (double)N;
    }
    for (size_t i = 0; p->noisy && i < d; i++)
        for (size_t j = 0; j < d; j++)
            if (p->factor)
                for (size_t k = 0; k < d; k++)
                    q->noise[i * d + j] += p->factor[i * d + k] * p->factor[j * d + k];
            else if (i == j)
                q->noise[i * d + j] = p->noise * p->noise;
}

double nb_batch_share(const nb_setup *s)
{
    const double N = (double)terms_of(s), K = s->arm->sampling.batch ? (double)s->arm->sampling.batch : 1;
    switch (s->arm->sampling.scheme) {
    case NB_WITH_REPLACEMENT: return 1 / K;
    case NB_FULL_BATCH:       return 0;
    default:                  return N > 1 ? (N - K) / (K * (N - 1)) : 0;
    }
}

static nb_status covered(const nb_setup *s, nb_fault *why)
{
    const nb_scheme scheme = s->arm ? s->arm->sampling.scheme : NB_WITH_REPLACEMENT;
    if (!s->arm || !s->problem.run || !s->problem.run->term)
        return nb_fail(why, NB_BAD_INPUT, "the moment recursion needs a quadratic problem");
    if (scheme == NB_RESHUFFLED || scheme == NB_CYCLIC)
        return nb_fail(why, NB_BAD_INPUT, "the moment recursion needs batches that are independent from step to step");
    if (s->arm->momentum != 0)
        return nb_fail(why, NB_BAD_INPUT, "the moment recursion has no momentum");
    return NB_OK;
}

void nb_recursion_multiply(size_t n, const double *A, const double *B, double *C)
{
    memset(C, 0, n * n * sizeof *C);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            for (size_t j = 0; j < n; j++)
                C[i * n + j] += A[i * n + k] * B[k * n + j];
}

/* V += w E u u' for u = g + H D; leaves H m in v and H S in W. */
static void add_second(const nb_recursion *q, double w, const double *H, const double *g, const double *m,
                       const double *S)
{
    const size_t d = q->d;
    for (size_t i = 0; i < d; i++) {
        q->v[i] = 0;
        for (size_t j = 0; j < d; j++)
            q->v[i] += H[i * d + j] * m[j];
    }
    nb_recursion_multiply(d, H, S, q->W);
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++) {
            double u = g[i] * g[j] + g[i] * q->v[j] + q->v[i] * g[j];
            for (size_t k = 0; k < d; k++)
                u += q->W[i * d + k] * H[k * d + j];
            q->V[i * d + j] += w * u;
        }
}

void nb_recursion_advance(const nb_recursion *q, double b, double a, double *m, double *S)
{
    const size_t d = q->d;
    memcpy(q->V, q->noise, d * d * sizeof *q->V);
    for (size_t i = 0; b > 0 && i < q->N; i++)
        add_second(q, b / (double)q->N, q->H + i * d * d, q->g + i * d, m, S);
    add_second(q, 1 - b, q->Hb, q->gb, m, S);
    for (size_t i = 0; i < d; i++)
        for (size_t j = i; j < d; j++) {                    // one triangle: an asymmetry, once rounded in, would grow
            const double first = q->W[i * d + j] + q->W[j * d + i] + q->gb[i] * m[j] + m[i] * q->gb[j];
            S[i * d + j] += a * (a * q->V[i * d + j] - first);
            S[j * d + i] = S[i * d + j];
        }
    for (size_t i = 0; i < d; i++)
        m[i] -= a * (q->gb[i] + q->v[i]);
}

void nb_moments_measure(nb_moments *o, const double *Hb)
{
    const size_t d = o->dim;
    o->gap = o->distance = 0;
    for (size_t i = 0; i < d; i++) {
        o->distance += o->S[i * d + i];
        for (size_t j = 0; j < d; j++)
            o->gap += 0.5 * Hb[i * d + j] * o->S[i * d + j];
    }
}

nb_status nb_moments_make(nb_moments *o, const nb_setup *s, nb_fault *why)
{
    *o = (nb_moments){ 0 };
    NB_TRY(covered(s, why));
    const size_t d = s->problem.dim, N = terms_of(s);
    o->dim = d;
    o->m = calloc(d + d * d + work_size(d, N), sizeof *o->m);
    if (!o->m)
        return nb_fail(why, NB_NO_MEMORY, "no memory for the moments of %zu terms in dimension %zu", N, d);
    o->S = o->m + d;
    o->work = o->S + d * d;
    const nb_recursion q = nb_recursion_in(s, o->work);
    gather(s, &q);

    const nb_start *start = &s->arm->start;
    for (size_t i = 0; i < d; i++)
        o->m[i] = (start->point ? start->point[i] : 0) - s->problem.x_star[i];
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            o->S[i * d + j] = o->m[i] * o->m[j] + (i == j ? start->spread * start->spread : 0);
    nb_moments_measure(o, q.Hb);
    return NB_OK;
}

void nb_moments_step(nb_moments *o, const nb_setup *s, double a)
{
    const nb_recursion q = nb_recursion_in(s, o->work);
    nb_recursion_advance(&q, nb_batch_share(s), a, o->m, o->S);
    nb_moments_measure(o, q.Hb);
}

void nb_moments_drop(nb_moments *o)
{
    free(o->m);
    *o = (nb_moments){ 0 };
}
