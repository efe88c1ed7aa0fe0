// SPDX-License-Identifier: GPL-3.0-or-later
/* Given x_t, the next iterate does not depend on the one before, if batches are drawn independently.
 *
 * Theorem. x_{t+1} = x_t - a grad f_{I_t}(x_t) with I_0, I_1, ... independent is a Markov chain:
 *
 *     P(x_{t+1} | x_t, x_{t-1}) = P(x_{t+1} | x_t).
 *
 * Proof. x_{t+1} is a function of x_t and of I_t, which is independent of all before. A permutation remembers: within
 * an epoch a term does not come back, and the noises of two steps have correlation -1 / (N - 1).
 *
 * For f_i = (x - c_i)^2 / 2 the noise is -c_I. With correlation r of the two noises, two steps from x* give
 *
 *     E x_2^2 = a^2 Var c ((1 - a)^2 + 1 + 2 (1 - a) r).
 *
 * With a = 1/2 and c = -3, -1, 1, 3 the same x_2 is reached through different x_1, and a tolerance of 1.6 % is 0.02 in
 * r.
 */
#include "experiments/gradient_estimators/cases.h"

static double term_of(const nb_setup *s, size_t i) { return -s->arm->problem.data[2 * i + 1]; }       // c_i = -g_i

/* x_1, x_2, x_3 of the terms of a batch, drawn one a step. a = 1/2 makes them exact. */
typedef struct { double x[4]; } path;
static path walk(const nb_setup *s, const nb_batch *b)
{
    path p = { { 0 } };
    for (size_t j = 0; j < b->size; j++)
        p.x[j + 1] = p.x[j] - s->arm->step.a * (p.x[j] - term_of(s, b->item[j]));
    return p;
}

/* Paths that pass through x_1, x_2, x_3 where given. */
static long double passing(const nb_setup *s, nb_scheme scheme, const double *x_1, const double *x_2, const double *x_3)
{
    long double count = 0;
    for (nb_batch b = nb_batches(scheme, s->problem.terms, 3); nb_batch_next(&b);) {
        const path p = walk(s, &b);
        count += (!x_1 || p.x[1] == *x_1) && (!x_2 || p.x[2] == *x_2) && (!x_3 || p.x[3] == *x_3);
    }
    return count;
}

/* #(x_1, x_2, x_3) #(x_2) = #(x_1, x_2) #(x_2, x_3), for all that can be reached: the pair that is farthest off. */
static nb_status enter_chain(const nb_setup *s, nb_ledger *l, nb_scheme scheme)
{
    nb_pair worst = { .label = "#(x1,x2,x3) #(x2), #(x1,x2) #(x2,x3)" };
    for (nb_batch b = nb_batches(scheme, s->problem.terms, 3); nb_batch_next(&b);)
        for (nb_batch c = nb_batches(scheme, s->problem.terms, 3); nb_batch_next(&c);) {
            const path p = walk(s, &b), q = walk(s, &c);
            if (p.x[2] != q.x[2])
                continue;
            nb_pair here = worst;
            here.lhs = passing(s, scheme, &p.x[1], &p.x[2], &q.x[3]) * passing(s, scheme, NULL, &p.x[2], NULL);
            here.rhs = passing(s, scheme, &p.x[1], &p.x[2], NULL) * passing(s, scheme, NULL, &p.x[2], &q.x[3]);
            if (here.rhs > 0 && fabsl(here.lhs - here.rhs) >= fabsl(worst.lhs - worst.rhs))
                worst = here;
        }
    return nb_enter(l, worst);
}
static nb_status chain   (const nb_trial *t, nb_ledger *l) { return enter_chain(&t->setup[0], l, NB_WITH_REPLACEMENT); }
static nb_status memory  (const nb_trial *t, nb_ledger *l) { return enter_chain(&t->setup[0], l, NB_RESHUFFLED); }

/* Correlation of the noises of two steps. */
static nb_status enter_correlation(const nb_setup *s, nb_ledger *l, nb_scheme scheme, long double correlation)
{
    long double product = 0, square = 0;
    for (nb_batch b = nb_batches(scheme, s->problem.terms, 2); nb_batch_next(&b);) {
        product += term_of(s, b.item[0]) * term_of(s, b.item[1]);
        square  += term_of(s, b.item[0]) * term_of(s, b.item[0]);
    }
    return nb_enter(l, (nb_pair){ "correlation of the noises", product / square, correlation, .scale = 1 });
}
static nb_status correlations(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    NB_TRY(enter_correlation(s, l, NB_WITH_REPLACEMENT, 0));
    return enter_correlation(s, l, NB_RESHUFFLED, -1 / ((long double)s->problem.terms - 1));
}

static double two_steps(const nb_setup *s, double r)
{
    const double a = s->arm->step.a, n = (double)s->problem.terms;
    double square = 0;
    for (size_t i = 0; i < s->problem.terms; i++)
        square += term_of(s, i) * term_of(s, i) / n;
    return a * a * square * ((1 - a) * (1 - a) + 1 + 2 * (1 - a) * r);
}
static double independent(const nb_setup *s, uint64_t t)
{
    (void)t;
    return two_steps(s, 0);
}
static double permuted(const nb_setup *s, uint64_t t)
{
    (void)t;
    return two_steps(s, -1 / ((double)s->problem.terms - 1));
}
static double fourth_moment(const nb_setup *s, uint64_t t)
{
    double sum = 0, outcomes = 0;
    (void)t;
    for (nb_batch b = nb_batches(s->arm->sampling.scheme, s->problem.terms, 2); nb_batch_next(&b); outcomes++)
        sum += nb_power(walk(s, &b).x[2], 4);
    return sum / outcomes;
}

static bool shifted_parabolas(const nb_setup *s)
{
    double sum = 0;
    bool unit = s->problem.dim == 1;
    for (size_t i = 0; i < s->problem.terms; i++) {
        unit &= s->arm->problem.data[2 * i] == 1;
        sum += term_of(s, i);
    }
    return unit && sum == 0 && !s->arm->start.point;
}

static const double opposite[] = { 1, 1, 1, -1 };                                           // c = -1, 1
#define WALK(data_, N, how) NB_ARMS({ .problem = { .type = &nb_finite_sum, .dim = 1, .terms = N, .data = data_ }, \
                                      .method = &nb_sgd, .step = { nb_constant, .a = 0.5 }, .sampling = { how, 1 } })
#define TWO_STEPS(data_, N, how) WALK(data_, N, how), NB_TIMES(2), NB_CI
#define ALL_PATHS { NB_SECOND, .formula = fourth_moment, .because = "E x_2^4 over all paths" }
#define SET NB_INSTANCES_OF({ "{-3, -1, 1, 3}, a = 1/2", .arms = WALK(nb_case_scalar, 4, NB_WITH_REPLACEMENT) })

const nb_claim nb_claim_gradient_estimators_markov_property = {
    .id     = "gradient_estimators/markov-property",
    .title  = "With independent batches SGD is a Markov chain; passes over the data are not",
    .source = { NB_CHAUDHARI, "3.2", "" },
    .text   = "x_{t+1} is independent of x_{t-1} given x_t for independent batches; "
              "within a reshuffled epoch the noises of two steps correlate by -1/(N - 1)",
    .latex  = "P(x_{t+1} \\mid x_t, x_{t-1}) = P(x_{t+1} \\mid x_t);\\quad \\mathrm{corr}(\\xi_t, \\xi_{t+1}) = 0 "
              "\\text{ (independent)},\\ -\\tfrac{1}{N-1} \\text{ (reshuffled)}",
    .premises = NB_PREMISES({ "f_i = (x - c_i)^2/2 with mean c_i = 0, x_0 = x*", shifted_parabolas }),
    .parts = NB_PARTS(
        { .name = "chain", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = chain, .because = "all paths of three steps" }, .instances = SET },
        { .name = "correlation", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = correlations, .because = "0 independent, -1/(N - 1) reshuffled" }, .instances = SET },
        { .name = "independent", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .target = { .formula = independent, .because = "correlation 0" }, .tolerance = 0.016, .given = ALL_PATHS,
          .instances = NB_INSTANCES_OF({ "{-3, -1, 1, 3}", TWO_STEPS(nb_case_scalar, 4, NB_WITH_REPLACEMENT) }) },
        { .name = "reshuffled", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .target = { .formula = permuted, .because = "correlation -1/(N - 1)" }, .tolerance = 0.016,
          .given = ALL_PATHS,
          .instances = NB_INSTANCES_OF({ "{-3, -1, 1, 3}, reshuffled", TWO_STEPS(nb_case_scalar, 4, NB_RESHUFFLED) }) },
    ),
    .controls = NB_CONTROLS(
        { "remembers", "paths within an epoch", "independent batches", .part = 0,
          .target = { .account = memory, .because = "all paths of three steps" } },
        { "reshuffled", "noises of a reshuffled epoch uncorrelated", "independent batches", .part = 3,
          .target = { .formula = independent, .because = "correlation 0" } },
        { "cyclic", "noises of two terms in turn uncorrelated", "independent batches", .part = 3,
          .target = { .formula = independent, .because = "correlation 0" },
          .on = NB_INSTANCES_OF({ "{-1, 1}, cyclic", TWO_STEPS(opposite, 2, NB_CYCLIC) }) },
    ),
};
