// SPDX-License-Identifier: GPL-3.0-or-later
/* Fourth moments of SGD on a quadratic finite sum, hence E X^2 of the gap and of the squared distance.
 *
 * With 1 appended, z = (D, 1) moves by a random matrix, z+ = B z, B = [ I - a H_B, -a g_B; 0, 1 ]. So T = E z (x) z (x)
 * z (x) z obeys T+ = E (B (x) B (x) B (x) B) T, the mean over all batches, each as likely as the next:
 *
 *   E (f - f*)^2 = sum_ijkl Hb_ij Hb_kl T_ijkl / 4,     E |D|^4 = sum_ik T_iikk.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/oracle.h"

enum { MOST_DIM = 7, MOST_BATCH = 16, MOST_BATCHES = 1 << 16 };

typedef struct {
    size_t        d, e, N, K;           // e = d + 1
    nb_scheme     scheme;
    double       *H, *g;
    double       *B, *T, *next, *turn[2];
    size_t        pick[MOST_BATCH];
} chain;

static size_t fourth(size_t e)
{
    return e * e * e * e;
}

/* The next batch: sequences for draws with replacement, growing sequences for sets (one for a full batch). False after
 * the last. */
static bool next_batch(chain *c)
{
    const bool sets = c->scheme != NB_WITH_REPLACEMENT;
    for (size_t k = c->K; k-- > 0;) {
        const size_t most = sets ? c->N - c->K + k : c->N - 1;
        if (c->pick[k] >= most)
            continue;
        c->pick[k]++;
        for (size_t j = k + 1; j < c->K; j++)
            c->pick[j] = sets ? c->pick[j - 1] + 1 : 0;
        return true;
    }
    return false;
}

static void first_batch(chain *c)
{
    for (size_t k = 0; k < c->K; k++)
        c->pick[k] = c->scheme == NB_WITH_REPLACEMENT ? 0 : k;
}

/* B of the current batch. */
static void write_map(chain *c, double a)
{
    const size_t d = c->d, e = c->e;
    memset(c->B, 0, e * e * sizeof *c->B);
    for (size_t i = 0; i < e; i++)
        c->B[i * e + i] = 1;
    for (size_t k = 0; k < c->K; k++) {
        const double *H = c->H + c->pick[k] * d * d, *g = c->g + c->pick[k] * d, w = a / (double)c->K;
        for (size_t i = 0; i < d; i++) {
            for (size_t j = 0; j < d; j++)
                c->B[i * e + j] -= w * H[i * d + j];
            c->B[i * e + d] -= w * g[i];
        }
    }
}

/* next += (B (x) B (x) B (x) B) T: B on the first index, which then becomes the last; four times. */
static void add_image(chain *c)
{
    const size_t e = c->e, rest = e * e * e;
    const double *from = c->T;
    for (int mode = 0; mode < 4; mode++) {
        double *to = c->turn[mode % 2];
        for (size_t r = 0; r < rest; r++)
            for (size_t i = 0; i < e; i++) {
                double sum = 0;
                for (size_t p = 0; p < e; p++)
                    sum += c->B[i * e + p] * from[p * rest + r];
                to[r * e + i] = sum;
            }
        from = to;
    }
    for (size_t i = 0; i < fourth(e); i++)
        c->next[i] += from[i];
}

static void step(chain *c, double a)
{
    size_t batches = 0;
    assert(c->next);
    memset(c->next, 0, fourth(c->e) * sizeof *c->next);
    first_batch(c);
    do {
        write_map(c, a);
        add_image(c);
        batches++;
    } while (next_batch(c));
    for (size_t i = 0; i < fourth(c->e); i++)
        c->T[i] = c->next[i] / (double)batches;
}

static bool few_batches(const chain *c)
{
    double count = 1;
    for (size_t k = 0; k < c->K; k++)
        count *= c->scheme == NB_WITH_REPLACEMENT ? (double)c->N : (double)(c->N - k) / (double)(k + 1);
    return count <= MOST_BATCHES;
}

static nb_status covered(const nb_setup *s, nb_fault *why)
{
    const nb_problem *p = &s->problem;
    if (!s->arm || !p->run || !p->run->term || p->noisy || p->dim > MOST_DIM || s->arm->start.spread != 0
        || s->arm->momentum != 0)
        return nb_fail(why, NB_BAD_INPUT,
                       "fourth moments need a quadratic of at most %d dimensions, no noise, a fixed start, plain steps",
                           MOST_DIM);
    if (s->arm->sampling.scheme == NB_RESHUFFLED || s->arm->sampling.scheme == NB_CYCLIC)
        return nb_fail(why, NB_BAD_INPUT, "fourth moments need batches that are independent from step to step");
    return NB_OK;
}

static nb_status chain_make(chain *c, const nb_setup *s, nb_fault *why)
{
    const nb_problem *p = &s->problem;
    const nb_sampling *b = &s->arm->sampling;
    const size_t d = p->dim, e = d + 1, N = p->terms ? p->terms : 1;
    *c = (chain){ .d = d, .e = e, .N = N, .scheme = b->scheme,
                  .K = b->scheme == NB_FULL_BATCH ? N : b->batch ? b->batch : 1 };
    if (c->K > MOST_BATCH || !few_batches(c))
        return nb_fail(why, NB_BAD_INPUT,
                       "fourth moments need batches few enough to list; here are batches of %zu out of %zu", c->K, N);
    c->H = calloc(N * (d * d + d) + e * e + 4 * fourth(e), sizeof *c->H);
    if (!c->H)
        return nb_fail(why, NB_NO_MEMORY, "no memory for fourth moments in dimension %zu", d);
    c->g = c->H + N * d * d;
    c->B = c->g + N * d;
    c->T = c->B + e * e;
    c->next = c->T + fourth(e);
    c->turn[0] = c->next + fourth(e);
    c->turn[1] = c->turn[0] + fourth(e);
    for (size_t i = 0; i < N; i++)
        p->run->term(p, i, c->H + i * d * d, c->g + i * d);

    double z[MOST_DIM + 1] = { [0] = 0 };
    for (size_t i = 0; i < d; i++)
        z[i] = (s->arm->start.point ? s->arm->start.point[i] : 0) - p->x_star[i];
    z[d] = 1;
    for (size_t i = 0; i < fourth(e); i++)
        c->T[i] = z[i / (e * e * e)] * z[i / (e * e) % e] * z[i / e % e] * z[i % e];
    return NB_OK;
}

nb_status nb_squares_at(nb_squares *q, const nb_setup *s, uint64_t t, nb_fault *why)
{
    *q = (nb_squares){ 0 };
    chain c;
    NB_TRY(covered(s, why));
    NB_TRY(chain_make(&c, s, why));
    for (uint64_t i = 0; i < t; i++)
        step(&c, s->step[i]);

    const size_t d = c.d, e = c.e;
    assert(c.H && c.T);
    double Hb[MOST_DIM * MOST_DIM] = { 0 };
    for (size_t i = 0; i < c.N * d * d; i++)
        Hb[i % (d * d)] += c.H[i] / (double)c.N;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            for (size_t k = 0; k < d; k++)
                for (size_t l = 0; l < d; l++) {
                    const double T = c.T[((i * e + j) * e + k) * e + l];
                    q->gap += 0.25 * Hb[i * d + j] * Hb[k * d + l] * T;
                    q->distance += i == j && k == l ? T : 0;
                }
    free(c.H);
    return NB_OK;
}
