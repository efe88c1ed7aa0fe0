// SPDX-License-Identifier: GPL-3.0-or-later
/* A step of SGD costs K gradients of terms, a step of gradient descent N.
 *
 * Claim. A step with a batch of K terms evaluates K gradients of terms: K/N of what gradient descent evaluates, 1/N for
 * K = 1. ("A factor of n faster"; the slides' "higher per iteration count" means cost.)
 *
 * Counted, not assumed: term i has the gradient -(16^i - mean) at x* = 0, so that a step of size 1 from there moves by
 * (1/K) sum_{i in B} 16^i - mean. The digits of K x_1 + K mean to base 16 tell how often each term was evaluated.
 */
#include "experiments/gradient_estimators/cases.h"

enum { BASE = 16 };
static const double mean = 1092.25;                 // of 1, 16, 256, 4096
static const double digits[] = { 1, 1091.25,  1, 1076.25,  1, 836.25,  1, -3003.75 };       // H_i, g_i

typedef struct { long double K, evaluations; } tally;

static bool read_digits(void *context, uint64_t t, size_t dim, const double *x)
{
    tally *of = context;
    (void)dim;
    if (t == 1)
        for (uint64_t rest = (uint64_t)(of->K * (x[0] + (long double)mean) + 0.5L); rest; rest /= BASE)
            of->evaluations += rest % BASE;
    return true;
}

static nb_status count(const nb_trial *t, size_t arm, uint64_t replicate, long double *evaluations)
{
    const nb_setup *s = &t->setup[arm];
    const size_t K = s->arm->sampling.scheme == NB_FULL_BATCH ? s->problem.terms : nb_batch_size(s);
    tally of = { .K = (long double)K };
    NB_TRY(nb_walk_alone(t, arm, replicate, read_digits, &of, NULL));
    *evaluations = of.evaluations;
    return NB_OK;
}

/* Arm 0 against gradient descent in arm 1, over eight replicates. */
static nb_status enter_cost(const nb_trial *t, nb_ledger *l, long double K)
{
    for (uint64_t i = 0; i < 8; i++) {
        long double sgd, descent;
        NB_TRY(count(t, 0, i, &sgd));
        NB_TRY(count(t, 1, i, &descent));
        NB_TRY(nb_enter(l, (nb_pair){ "gradients of terms, SGD / GD", sgd / descent,
            .rhs = K / (long double)t->setup[0].problem.terms }));
    }
    return NB_OK;
}
static nb_status batch(const nb_trial *t, nb_ledger *l)
{
    return enter_cost(t, l, (long double)nb_batch_size(&t->setup[0]));
}
static nb_status flat(const nb_trial *t, nb_ledger *l) { return enter_cost(t, l, 1); }

static bool sum_of_terms(const nb_setup *s) { return s->problem.terms >= nb_batch_size(s); }

#define ARM(scheme, size) { .problem = { .type = &nb_finite_sum, .dim = 1, .terms = 4, .data = digits }, \
                            .method = &nb_sgd, .step = { nb_constant, .a = 1 }, .sampling = { scheme, size } }
#define AGAINST_GD(scheme, size) NB_ARMS(ARM(scheme, size), ARM(NB_FULL_BATCH, 4)), NB_TIMES(1), NB_SMOKE

const nb_claim nb_claim_gradient_estimators_sgd_cost_per_step = {
    .id     = "gradient_estimators/sgd-cost-per-step",
    .title  = "A step of SGD costs K/N of a step of gradient descent",
    .source = { NB_CHAUDHARI, "Section 1", NB_GISELSSON ", Stochastic gradient descent; Minibatch setting" },
    .text   = "a step with K of N terms evaluates K gradients of terms, a step of gradient descent N: the cost is K/N",
    .latex  = "\\frac{\\mathrm{cost}(\\text{SGD step, batch } K)}{\\mathrm{cost}(\\text{GD step})} = \\frac KN",
    .premises = NB_PREMISES({ "f is a sum of N >= K terms", sum_of_terms }),
    .parts = NB_PARTS(
        { .name = "cost", .kind = NB_IDENTITY, .relation = NB_EQUALS, .target = { .account = batch, .because = "K/N" },
          .instances = NB_INSTANCES_OF({ "N = 4, K = 1",                      AGAINST_GD(NB_WITH_REPLACEMENT, 1)    },
                                       { "N = 4, K = 2, with replacement",    AGAINST_GD(NB_WITH_REPLACEMENT, 2)    },
                                       { "N = 4, K = 2, without replacement", AGAINST_GD(NB_WITHOUT_REPLACEMENT, 2) },
                                       { "N = 4, K = 3, without replacement", AGAINST_GD(NB_WITHOUT_REPLACEMENT, 3) },
                                       { "N = 4, K = 1, reshuffled",          AGAINST_GD(NB_RESHUFFLED, 1)          },
                                       { "N = 4, K = 4, without replacement", AGAINST_GD(NB_WITHOUT_REPLACEMENT, 4) }),
        },
    ),
    .controls = NB_CONTROLS(
        { "flat", "the cost does not depend on K", "K", .part = 0, .target = { .account = flat, .because = "1/N" },
          .on = NB_INSTANCES_OF({ "N = 4, K = 2", AGAINST_GD(NB_WITHOUT_REPLACEMENT, 2) }) },
    ),
};
