// SPDX-License-Identifier: GPL-3.0-or-later
/* The variance of a batch gradient.
 *
 * Theorem. Let V = Var grad f_I(x) over a uniform term I. A batch of l terms moves SGD by X+ - X = -a g_B, and
 *
 *     Var (X+ - X | X) = (a^2 / l) V                        with replacement,
 *     Var (X+ - X | X) = (a^2 / l) V (N - l) / (N - 1)      without.
 *
 * Proof. Var g_B is (1/l) V plus (l-1)/l times the cross-covariance of two draws: 0 with replacement. Without, the N
 * deviations add up to 0, so that one draw leaves the others -V / (N - 1) on average.
 *
 * The run starts at an eigenvector of Hb with a = 1 / L: gradient descent would land on x*, and |x_1 - x*|^2 is all
 * noise.
 */
#include "experiments/gradient_estimators/cases.h"

static long double over_l(const nb_setup *s, nb_scheme scheme, size_t l)
{
    const long double N = (long double)s->problem.terms;
    return (scheme == NB_WITH_REPLACEMENT ? 1 : (N - (long double)l) / (N - 1)) / (long double)l;
}

/* Var g_B = rate V, entry by entry, and E |g_B|^2 = |grad f|^2 + rate tr V. */
static nb_status enter_variance(const nb_setup *s, nb_ledger *l, nb_scheme scheme, size_t size, long double rate)
{
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const nb_spread one = nb_spread_of(&g, NB_WITH_REPLACEMENT, 1), batch = nb_spread_of(&g, scheme, size);
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    for (size_t j = 0; j < s->problem.dim; j++)
        for (size_t k = 0; k <= j; k++)
            NB_TRY(nb_enter(l, (nb_pair){ "Var g_B",
                batch.covariance[j][k], rate * one.covariance[j][k], .scale = one.trace }));
    return nb_enter(l, (nb_pair){ "E |g_B|^2",
        batch.square, nb_dot(slope, slope) + rate * one.trace, .scale = one.square });
}

static nb_status enter_sizes(const nb_trial *t, nb_ledger *l, nb_scheme scheme, nb_scheme formula)
{
    const nb_setup *s = &t->setup[0];
    for (size_t size = 1; size <= s->problem.terms; size++)
        NB_TRY(enter_variance(s, l, scheme, size, over_l(s, formula, size)));
    return NB_OK;
}
#define WITH    NB_WITH_REPLACEMENT
#define WITHOUT NB_WITHOUT_REPLACEMENT

static nb_status with    (const nb_trial *t, nb_ledger *l) { return enter_sizes(t, l, WITH, WITH); }
static nb_status without (const nb_trial *t, nb_ledger *l) { return enter_sizes(t, l, WITHOUT, WITHOUT); }
static nb_status mistaken(const nb_trial *t, nb_ledger *l) { return enter_sizes(t, l, WITHOUT, WITH); }

/* E (g_I - grad f).(g_J - grad f) / tr V of two draws I, J of one batch. */
static nb_status enter_cross(const nb_setup *s, nb_ledger *l, nb_scheme scheme, long double correlation)
{
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    long double cross = 0, outcomes = 0;
    for (nb_batch b = nb_batches(scheme, g.count, 2); nb_batch_next(&b); outcomes++)
        cross += nb_dot(nb_plus(g.at[b.item[0]], -1, slope), nb_plus(g.at[b.item[1]], -1, slope));
    return nb_enter(l, (nb_pair){ "correlation of two draws",
        cross / outcomes / nb_spread_of(&g, scheme, 1).trace, correlation, .scale = 1 });
}
static nb_status cross(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    NB_TRY(enter_cross(s, l, NB_WITH_REPLACEMENT, 0));
    return enter_cross(s, l, NB_RESHUFFLED, -1 / ((long double)s->problem.terms - 1));
}
static nb_status uncorrelated(const nb_trial *t, nb_ledger *l)
{
    return enter_cross(&t->setup[0], l, NB_RESHUFFLED, 0);
}

/* E |x_1 - x*|^2 = |x_0 - a grad f - x*|^2 + a^2 rate tr V. */
static double distance(const nb_setup *s, nb_scheme formula)
{
    const nb_vector x = nb_begin(s), landing = nb_away(s, nb_plus(x, -s->arm->step.a, nb_slope_at(s, x)));
    const nb_terms g = nb_terms_at(s, x);
    const long double a = s->arm->step.a, trace = nb_spread_of(&g, NB_WITH_REPLACEMENT, 1).trace;
    return (double)(nb_dot(landing, landing) + a * a * over_l(s, formula, nb_batch_size(s)) * trace);
}
static double after_a_step (const nb_setup *s, uint64_t t) { (void)t; return distance(s, s->arm->sampling.scheme); }
static double by_one_over_l(const nb_setup *s, uint64_t t) { (void)t; return distance(s, NB_WITH_REPLACEMENT); }

static bool batch_of_terms(const nb_setup *s)
{
    const nb_scheme how = s->arm->sampling.scheme;
    const size_t N = s->problem.terms;
    return (how == NB_WITH_REPLACEMENT || how == NB_WITHOUT_REPLACEMENT) && N > 1 && nb_batch_size(s) <= N;
}

#define AT(case_, point_)   NB_ARMS({ .problem = case_, .method = &nb_sgd, .start = { .point = point_ } })
#define STEP(scheme, size) NB_ARMS({ .problem = NB_CASE_A, .method = &nb_sgd, .step = { nb_constant, .a = 1 / 1.75 }, \
                                     .sampling = { scheme, size }, .start = { .point = nb_ones } }), NB_TIMES(1), NB_CI
#define CASES NB_INSTANCES_OF({ "case A at (1, 1), l = 1 .. 4",     .arms = AT(NB_CASE_A, nb_ones) }, \
                              { "case B at (1, -1, 2), l = 1 .. 5", .arms = AT(NB_CASE_B, nb_case_b_start) })

const nb_claim nb_claim_gradient_estimators_minibatch_variance = {
    .id     = "gradient_estimators/minibatch-variance",
    .title  = "The variance of a batch gradient: 1/l with replacement, less without",
    .source = { NB_CHAUDHARI, "3.2, Assumption 13, Remarks 3 and 9", "elementary sampling theory" },
    .text   = "Var(X+ - X | X) = (a^2/l) Var grad f_I with replacement; "
              "times (N - l)/(N - 1) without, where two draws have covariance -Var/(N - 1)",
    .latex  = "\\mathrm{Var}(X^{t+1}-X^t \\mid X^t) = \\frac{\\alpha^2}{\\ell}\\,\\mathrm{Var}(\\nabla f_\\omega)"
              "\\times\\Bigl\\{1 \\text{ with},\\ \\tfrac{N-\\ell}{N-1} \\text{ without replacement}\\Bigr\\}",
    .premises = NB_PREMISES({ "a batch is l <= N of N > 1 terms, drawn with or without replacement", batch_of_terms }),
    .parts = NB_PARTS(
        { .name = "with replacement", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = with, .because = "Var / l" }, .instances = CASES },
        { .name = "without replacement", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = without, .because = "Var (N - l) / (l (N - 1))" }, .instances = CASES },
        { .name = "two draws", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = cross, .because = "0 with, -1/(N - 1) without replacement" },
          .instances = NB_INSTANCES_OF({ "case A at (1, 1)",  .arms = AT(NB_CASE_A, nb_ones) },
                                       { "{-3, -1, 1, 3}",    .arms = AT(NB_CASE_SCALAR, nb_ones) }) },
        { .name = "noise of a step", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .target = { .formula = after_a_step, .because = "closed form" }, .tolerance = 0.01,
          .given = { NB_SECOND, .formula = nb_second_moment_of_first_step, .because = "E X^2 over all batches" },
          .instances = NB_INSTANCES_OF({ "l = 1",              STEP(WITH, 1)    },
                                       { "l = 2, with",        STEP(WITH, 2)    },
                                       { "l = 4 = N, with",    STEP(WITH, 4)    },
                                       { "l = 2, without",     STEP(WITHOUT, 2) },
                                       { "l = 3, without",     STEP(WITHOUT, 3) }) },
    ),
    .controls = NB_CONTROLS(
        { "one-over-l", "1/l without replacement", "the factor (N - l)/(N - 1)", .part = 1,
          .target = { .account = mistaken, .because = "Var / l" } },
        { "one-over-l-drawn", "1/l without replacement, in a run", "the factor (N - l)/(N - 1)", .part = 3,
          .target = { .formula = by_one_over_l, .because = "Var / l" },
          .on = NB_INSTANCES_OF({ "l = 2, without", STEP(WITHOUT, 2) }) },
        { "uncorrelated", "two draws without replacement are uncorrelated", "the covariance -Var/(N - 1)", .part = 2,
          .target = { .account = uncorrelated, .because = "independence" },
          .on = NB_INSTANCES_OF({ "{-3, -1, 1, 3}", .arms = AT(NB_CASE_SCALAR, nb_ones) }) },
    ),
};
