// SPDX-License-Identifier: GPL-3.0-or-later
/* How many batches there are, how many hold a given term, and why their mean is the gradient.
 *
 * Theorem. Of the C(N, K) batches of K out of N terms, C(N-1, K-1) hold a given term, so that over a uniform batch
 *
 *     E g_B = C(N-1, K-1) / (C(N, K) K) sum_i grad f_i(x) = (1/N) sum_i grad f_i(x) = grad f(x).
 *
 * Proof. A batch that holds i is i and K - 1 of the other N - 1 terms; C(N, K) K = C(N-1, K-1) N counts (batch, member)
 * twice. Only the counts matter: batches that hold some terms more often than others, such as runs of neighbours, aim
 * elsewhere.
 */
#include "experiments/gradient_estimators/cases.h"

static long double choose(size_t n, size_t k)
{
    long double c = 1;
    for (size_t j = 1; j <= k; j++)
        c = c * (long double)(n - k + j) / (long double)j;
    return c;
}

/* Batches that hold item, of all. */
typedef struct { long double all, holding[NB_BATCH_MOST]; } census;

static census count(nb_scheme scheme, size_t N, size_t K)
{
    census c = { .all = 0 };
    for (nb_batch b = nb_batches(scheme, N, K); nb_batch_next(&b); c.all++)
        for (size_t j = 0; j < K; j++)
            c.holding[b.item[j]]++;
    return c;
}

static nb_status enter_counts(nb_ledger *l, size_t N, size_t K, long double holding)
{
    const census c = count(NB_WITHOUT_REPLACEMENT, N, K);
    NB_TRY(nb_enter(l, (nb_pair){ "number of batches", c.all, .rhs = choose(N, K) }));
    for (size_t i = 0; i < N; i++)
        NB_TRY(nb_enter(l, (nb_pair){ "batches that hold a term", c.holding[i], .rhs = holding }));
    return NB_OK;
}

/* All 1 <= K <= N <= 10. */
static nb_status counts(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    for (size_t N = 1; N <= NB_BATCH_MOST; N++)
        for (size_t K = 1; K <= N; K++) {
            NB_TRY(enter_counts(l, N, K, choose(N - 1, K - 1)));
            NB_TRY(nb_enter(l, (nb_pair){ "C(N-1, K-1) N = C(N, K) K",
                choose(N - 1, K - 1) * (long double)N, .rhs = choose(N, K) * (long double)K }));
        }
    return NB_OK;
}
static nb_status too_many(const nb_trial *t, nb_ledger *l) { (void)t; return enter_counts(l, 4, 2, choose(4, 1)); }

/* The mean over batches, for every K. */
static nb_status enter_means(const nb_trial *t, nb_ledger *l, nb_scheme scheme)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    for (size_t K = 1; K <= g.count; K++) {
        const nb_vector mean = nb_spread_of(&g, scheme, K).mean;
        for (size_t k = 0; k < s->problem.dim; k++)
            NB_TRY(nb_enter(l, (nb_pair){ "E g_B", mean.at[k], slope.at[k], .scale = sqrtl(nb_dot(slope, slope)) }));
    }
    return NB_OK;
}
static nb_status uniform   (const nb_trial *t, nb_ledger *l) { return enter_means(t, l, NB_WITHOUT_REPLACEMENT); }
static nb_status neighbours(const nb_trial *t, nb_ledger *l) { return enter_means(t, l, NB_CYCLIC); }

static bool enough_terms(const nb_setup *s) { return !s->arm || nb_batch_size(s) <= s->problem.terms; }

#define AT(case_, point_) NB_ARMS({ .problem = case_, .method = &nb_sgd, .sampling = { NB_WITHOUT_REPLACEMENT, 2 }, \
                                    .start = { .point = point_ } })

const nb_claim nb_claim_gradient_estimators_minibatch_unbiased_count = {
    .id     = "gradient_estimators/minibatch-unbiased-count",
    .title  = "C(N, K) batches, each term in C(N-1, K-1) of them: a batch gradient is unbiased",
    .source = { NB_GISELSSON, "Mini-batch stochastic gradient", "" },
    .text   = "of C(N, K) batches, C(N-1, K-1) hold a given term; "
              "E g_B = C(N-1, K-1)/(C(N, K) K) sum_i grad f_i = grad f",
    .latex  = "\\mathbb{E}\\hat\\nabla f(x) = "
              "\\frac{\\binom{N-1}{K-1}}{\\binom{N}{K}K}\\sum_{i=1}^N \\nabla f_i(x) = \\nabla f(x)",
    .premises = NB_PREMISES({ "a batch has at most N terms", enough_terms }),
    .parts = NB_PARTS(
        { .name = "counts", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = counts, .because = "binomial coefficients" },
          .instances = NB_INSTANCES_OF({ .label = "all 1 <= K <= N <= 10" }) },
        { .name = "mean", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = uniform, .because = "gradient of the mean" },
          .instances = NB_INSTANCES_OF({ "case A at (1, 1), K = 1 .. 4",     .arms = AT(NB_CASE_A, nb_ones) },
                                       { "case B at (1, -1, 2), K = 1 .. 5", .arms = AT(NB_CASE_B, nb_case_b_start) }),
        },
    ),
    .controls = NB_CONTROLS(
        { "count", "each term in C(N, K-1) batches", "N - 1", .part = 0,
          .target = { .account = too_many, .because = "C(N, K-1)" },
          .on = NB_INSTANCES_OF({ .label = "N = 4, K = 2" }) },
        { "neighbours", "only batches of consecutive terms", "uniform", .part = 1,
          .target = { .account = neighbours, .because = "gradient of the mean" },
          .on = NB_INSTANCES_OF({ "case A at (1, 1)", .arms = AT(NB_CASE_A, nb_ones) }) },
    ),
};
