// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradients of larger batches agree better.
 *
 * Theorem. Let mu_K be the least product grad f_B . grad f_B' over all batches B, B' of K terms, none twice. Then
 *
 *     mu_1 <= mu_2 <= ... <= mu_N = |grad f|^2.
 *
 * Proof. A batch gradient of K + 1 terms is the mean of those of its K-subsets, so grad f_B . grad f_B' is a mean of
 * products that are all at least mu_K. Case of equality: all terms have the same gradient. With replacement a term
 * repeated K times is a batch, and mu_K = mu_1 for every K.
 */
#include "experiments/gradient_estimators/cases.h"

static long double square(const nb_terms *g)
{
    long double most = 0;
    for (size_t i = 0; i < g->count; i++)
        most = fmaxl(most, nb_dot(g->at[i], g->at[i]));
    return most;
}

/* mu_K + more <= mu_{K+1} of the arm's scheme. */
static nb_status enter_growth(const nb_setup *s, nb_ledger *l, long double more)
{
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    for (size_t K = 1; K < g.count; K++)
        NB_TRY(nb_enter(l, (nb_pair){ "mu_K, mu_{K+1}", nb_mu(&g, s->arm->sampling.scheme, K) + more,
            nb_mu(&g, s->arm->sampling.scheme, K + 1), .scale = square(&g) }));
    return NB_OK;
}
static nb_status growth(const nb_trial *t, nb_ledger *l) { return enter_growth(&t->setup[0], l, 0); }

/* Strictly: by a millionth of the largest |grad f_i|^2 or more. */
static nb_status strict(const nb_trial *t, nb_ledger *l)
{
    const nb_terms g = nb_terms_at(&t->setup[0], nb_begin(&t->setup[0]));
    return enter_growth(&t->setup[0], l, 1e-6L * square(&g));
}

static nb_status limit(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    return nb_enter(l, (nb_pair){ "mu_N",
        nb_mu(&g, NB_WITHOUT_REPLACEMENT, g.count), nb_dot(slope, slope), .scale = square(&g) });
}

/* splitmix64; uniform in (-1, 1). */
static long double uniform(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    return (long double)(z >> 11) * 0x1p-52L - 1;
}

/* 1000 sums of 2 to 5 terms in 1 to 3 dimensions: the pair with the least slack for each K. */
static nb_status at_random(const nb_trial *t, nb_ledger *l)
{
    nb_pair closest[NB_BATCH_MOST] = { { 0 } };
    uint64_t state = 1;
    (void)t;
    for (size_t problem = 0; problem < 1000; problem++) {
        nb_terms g = { .count = 2 + problem % 4 };
        for (size_t i = 0; i < g.count; i++)
            for (size_t k = 0; k <= problem % 3; k++)
                g.at[i].at[k] = uniform(&state);
        for (size_t K = 1; K < g.count; K++) {
            const nb_pair p = { "mu_K, mu_{K+1}, the closest of 1000", nb_mu(&g, NB_WITHOUT_REPLACEMENT, K),
                                nb_mu(&g, NB_WITHOUT_REPLACEMENT, K + 1), .scale = square(&g) };
            if (!closest[K].label || (p.rhs - p.lhs) / p.scale < (closest[K].rhs - closest[K].lhs) / closest[K].scale)
                closest[K] = p;
        }
    }
    for (size_t K = 1; closest[K].label; K++)
        NB_TRY(nb_enter(l, closest[K]));
    return NB_OK;
}

static bool none_twice(const nb_setup *s) { return !s->arm || s->arm->sampling.scheme == NB_WITHOUT_REPLACEMENT; }

static bool differ(const nb_setup *s)
{
    if (!s->arm)
        return true;
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    return nb_spread_of(&g, NB_WITH_REPLACEMENT, 1).trace > 0;
}

static const double far[] = { 5, -5 };
static const double same[] = { 1, 0, 1, 0, 0,  1, 0, 1, 0, 0,  1, 0, 1, 0, 0 };        // three times |x|^2 / 2
#define THREE_ALIKE { .type = &nb_finite_sum, .dim = 2, .terms = 3, .data = same }

#define AT(case_, scheme, point_) \
    NB_ARMS({ .problem = case_, .method = &nb_sgd, .sampling = { scheme, 1 }, .start = { .point = point_ } })
#define CASE_A NB_INSTANCES_OF({ "case A at (1, 1)",  .arms = AT(NB_CASE_A, NB_WITHOUT_REPLACEMENT, nb_ones) }, \
                               { "case A at x*",      .arms = AT(NB_CASE_A, NB_WITHOUT_REPLACEMENT, NULL)    }, \
                               { "case A at (5, -5)", .arms = AT(NB_CASE_A, NB_WITHOUT_REPLACEMENT, far)     })

const nb_claim nb_claim_gradient_estimators_mu_monotone = {
    .id     = "gradient_estimators/mu-monotone",
    .title  = "Gradients of larger batches agree better: mu_K grows with K",
    .source = { NB_GISELSSON, "Minibatch setting", "" },
    .text   = "mu_K = min over batches B, B' of grad f_B . grad f_B' grows: mu_K <= mu_{K+1}, mu_N = |grad f|^2",
    .latex  = "\\mu_K = \\min_{B,B'} \\nabla f_B^\\top \\nabla f_{B'} \\le \\mu_{K+1},\\quad "
              "\\mu_N = \\|\\nabla f\\|^2",
    .premises = NB_PREMISES({ "no term is twice in a batch", none_twice }, { "the terms' gradients differ", differ }),
    .parts = NB_PARTS(
        { .name = "grows", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = growth, .because = "all pairs of batches" }, .instances = CASE_A },
        { .name = "grows, random terms", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = at_random, .because = "all pairs of batches" },
          .instances = NB_INSTANCES_OF({ .label = "1000 sums of 2 to 5 terms in 1 to 3 dimensions" }) },
        { .name = "strictly", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = strict, .because = "all pairs of batches" }, .instances = CASE_A },
        { .name = "to |grad f|^2", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = limit, .because = "gradient of the mean" }, .instances = CASE_A },
    ),
    .controls = NB_CONTROLS(
        { "alike", "three terms alike", "larger", .part = 2, .premise = differ,
          .on = NB_INSTANCES_OF({ "3 |x|^2/2 at (1, 1)", .arms = AT(THREE_ALIKE, NB_WITHOUT_REPLACEMENT, nb_ones) }) },
        { "with-replacement", "batches with replacement", "no term is twice in a batch", .part = 2,
          .premise = none_twice,
          .on = NB_INSTANCES_OF({ "case A at (1, 1)", .arms = AT(NB_CASE_A, NB_WITH_REPLACEMENT, nb_ones) }) },
    ),
};
