// SPDX-License-Identifier: GPL-3.0-or-later
/* Mini-batches are unbiased for w = u v as well: the mean of grad L_B over all batches B of b out of N terms is grad
 * L, since every term is in the same number of batches; and grad_u L = v grad L(w), grad_v L = u grad L(w), the chain
 * rule.
 */
#include <stdio.h>

#include "experiments/diagonal_network/gains.h"

enum { TERMS = NB_O_TERMS, PARAMETERS = 2 * NB_O_DIM };

/* Gradients of the terms, and of L, as the kernels give them at a random point. */
typedef struct { double x[PARAMETERS], g[TERMS][PARAMETERS], slope[PARAMETERS]; nb_arena arena; } point;

static nb_status at_random(const nb_trial *t, point *at)
{
    const nb_setup *s = &t->setup[0];
    const nb_problem *p = &s->problem;
    const nb_shape shape = { .dim = p->dim, .terms = p->terms, .lanes = 8, .sampling = { NB_CYCLIC, 1 } };
    nb_flock f;
    void *scratch = nb_arena_take(&at->arena, nb_flock_bytes(&shape), 1);
    if (!scratch)
        return NB_NO_MEMORY;
    nb_flock_lay(&f, &shape, scratch);
    nb_flock_start(&f, t->stream, 0);
    for (size_t k = 0; k < p->dim; k++)
        at->x[k] = nb_normal(t->stream, NB_OWN, 0, k);
    nb_flock_place(&f, at->x);
    for (size_t i = 0; i < p->terms; i++) {
        for (size_t k = 0; k < f.size; k++)
            f.g[k] = 0;
        f.t = i;
        p->run->push(p, &f, 1, f.g);
        for (size_t k = 0; k < p->dim; k++)
            at->g[i][k] = f.g[k];                           // of lane 0: dim inner
    }
    p->run->slope(p, &f, f.g);
    for (size_t k = 0; k < p->dim; k++)
        at->slope[k] = f.g[k];
    return NB_OK;
}

/* The mean over all batches of `batch` terms of share times the sum of their gradients. */
static nb_status enumerate(const nb_trial *t, nb_ledger *l, double sum)
{
    const size_t N = t->setup[0].problem.terms, K = t->setup[0].arm->sampling.batch;
    point at = { 0 };
    const nb_status status = at_random(t, &at);
    nb_arena_drop(&at.arena);
    NB_TRY(status);
    for (size_t k = 0; k < PARAMETERS; k++) {
        long double mean = 0, size = 0, batches = 0;
        for (size_t chosen = 0; chosen < (size_t)1 << N; chosen++) {
            size_t count = 0;
            for (size_t i = 0; i < N; i++)
                count += chosen >> i & 1;
            batches += count == K;
            for (size_t i = 0; i < N && count == K; i++)
                if (chosen >> i & 1) {
                    mean += at.g[i][k] * (sum > 0 ? sum : 1 / (long double)K);
                    size += fabs(at.g[i][k]) * (sum > 0 ? sum : 1 / (long double)K);
                }
        }
        char label[48];
        snprintf(label, sizeof label, "parameter %zu", k + 1);
        NB_TRY(nb_enter(l, (nb_pair){ label, mean / batches, at.slope[k], .scale = size / batches }));
    }
    return NB_OK;
}
static nb_status means(const nb_trial *t, nb_ledger *l) { return enumerate(t, l, 0); }
static nb_status sums (const nb_trial *t, nb_ledger *l) { return enumerate(t, l, 1); }

/* grad L(w) from the rows, times the other layer. */
static nb_status chain(const nb_trial *t, const nb_regression *r, nb_ledger *l, int swapped)
{
    point at = { 0 };
    const nb_status status = at_random(t, &at);
    nb_arena_drop(&at.arena);
    NB_TRY(status);
    for (size_t k = 0; k < r->d; k++) {
        long double G = 0, size = 0;
        for (size_t i = 0; i < r->N; i++) {
            long double off = -r->y[i], terms = fabs(r->y[i]);
            for (size_t j = 0; j < r->d; j++) {
                off += (long double)r->X[i * r->d + j] * at.x[j] * at.x[r->d + j];
                terms += fabs(r->X[i * r->d + j] * at.x[j] * at.x[r->d + j]);
            }
            G += off * r->X[i * r->d + k] / (long double)r->N;
            size += terms * fabs(r->X[i * r->d + k]) / (long double)r->N;
        }
        const double u = at.x[swapped ? r->d + k : k], v = at.x[swapped ? k : r->d + k];
        NB_TRY(nb_enter(l, (nb_pair){ "grad_u L = v grad L(w)", at.slope[k], v * G, .scale = fabs(v) * size }));
        NB_TRY(nb_enter(l, (nb_pair){ "grad_v L = u grad L(w)", at.slope[r->d + k], u * G, .scale = fabs(u) * size }));
    }
    return NB_OK;
}
static nb_status rule   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, chain, false); }
static nb_status swapped(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, chain, true); }

static bool product(const nb_setup *s)
{
    return s->problem.type == &nb_product_network && s->problem.dim == PARAMETERS && s->problem.terms == TERMS;
}

#define O(b) NB_ARMS(NB_UV(0.1, 0.1, b, NB_O_DIM, NB_INSTANCE_O))
#define TWO NB_INSTANCES_OF({ "O, b = 2", O(2), .level = NB_SMOKE }, { "O, b = 4", O(4), .level = NB_SMOKE })

const nb_claim nb_claim_diagonal_network_minibatch_unbiased = {
    .id     = "diagonal_network/minibatch-unbiased",
    .title  = "Mini-batches of a diagonal network are unbiased",
    .source = { NB_GUNASEKAR, "Linear diagonal networks", "" },
    .text   = "E_B grad L_B(u, v) = grad L(u, v); grad_u L = v grad L(w), grad_v L = u grad L(w), w = u v",
    .latex  = "\\mathbb{E}_B\\nabla L_B(u,v) = \\nabla L(u,v),\\quad \\nabla_u L = v\\odot\\nabla L(w)",
    .premises = NB_PREMISES({ "w = u v", product }),
    .parts = NB_PARTS(
        { .name = "all batches", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = means, .because = "grad L" },
          .instances = NB_INSTANCES_OF({ "O, b = 1", O(1), .level = NB_SMOKE }, { "O, b = 2", O(2), .level = NB_SMOKE },
                                       { "O, b = 4", O(4), .level = NB_SMOKE }) },
        { .name = "chain rule", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = rule, .because = "from the rows" },
          .instances = NB_INSTANCES_OF({ "O", O(0), .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "sum", .label = "the sum over the batch", .breaks = "the mean over the batch", .part = 0,
          .target = { .account = sums }, .on = TWO },
        { .slug = "swapped", .label = "u and v exchanged", .breaks = "v grad L(w)", .part = 1,
          .target = { .account = swapped } }),
};
