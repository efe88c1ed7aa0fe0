// SPDX-License-Identifier: GPL-3.0-or-later
/* At the optimum a finite batch still has a gradient.
 *
 * Theorem. loss(beta, y) = (beta - y)^2 / 2 over y of mean mu and variance s^2 > 0. At beta* = mu the batch gradient
 * ghat = beta* - mean_B y has mean 0 and
 *
 *     E ghat^2 = s^2 / B;     for y with a density, P(ghat = 0) = 0.
 *
 * Proof. Var of a mean of B independent draws. A constant y is the only one without noise.
 *
 * Besides draws from a normal population, which no finite sum holds: a step of size 1 from x* over the data {-3, -1, 1,
 * 3}, where x_1 - x* = -ghat.
 */
#include "experiments/gradient_estimators/cases.h"

enum { MEAN, SD, BATCH };                           // numbers of a population's arm

static double ghat(const nb_trial *t, nb_random *r)
{
    const double *of = t->setup[0].arm->numbers;
    double sum = 0;
    for (double j = 0; j < of[BATCH]; j++)
        sum += of[MEAN] + of[SD] * nb_next_normal(r);
    return of[MEAN] - sum / of[BATCH];
}
static void squared(const nb_trial *t, nb_random *r, double *cell) { const double g = ghat(t, r); *cell = g * g; }
static void vanishes(const nb_trial *t, nb_random *r, double *cell) { *cell = ghat(t, r) == 0; }

static double over_B(const nb_setup *s, uint64_t t)
{
    const double *of = s->arm->numbers;
    (void)t;
    return of[SD] * of[SD] / of[BATCH];
}
static double over_B_squared(const nb_setup *s, uint64_t t) { return over_B(s, t) / s->arm->numbers[BATCH]; }
static double of_a_set(const nb_setup *s, uint64_t t) { (void)t; return 5 / (double)nb_batch_size(s); }
static double never(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 0; }

static bool spread_out(const nb_setup *s)
{
    return s->arm->numbers ? s->arm->numbers[SD] > 0 : s->problem.k.sigma0 > 0;
}

#define POPULATION(sd, size) .arms = NB_ARMS({ .numbers = (const double[]){ 1, sd, size } }), .level = NB_CI
#define SET(size) NB_ARMS({ .problem = NB_CASE_SCALAR, .method = &nb_sgd, .step = { nb_constant, .a = 1 }, \
                            .sampling = { NB_WITH_REPLACEMENT, size } }), NB_TIMES(1), NB_CI
#define NORMAL NB_INSTANCES_OF({ "y ~ N(1, 4), B = 1", POPULATION(2, 1) }, { "y ~ N(1, 4), B = 4", POPULATION(2, 4) }, \
                               { "y ~ N(1, 4), B = 16", POPULATION(2, 16) })

const nb_claim nb_claim_gradient_estimators_finite_batch_noise = {
    .id     = "gradient_estimators/finite-batch-noise",
    .title  = "Even at the optimum a finite batch has a gradient, of variance s^2/B",
    .source = { NB_MCALLESTER, "A One Dimensional Example",
                NB_GISELSSON ", Fixed step-size SGD does not converge to solution; " NB_CHAUDHARI ", Example 2" },
    .text   = "at beta* = E y the batch gradient ghat = beta* - mean_B y is not 0: E ghat^2 = s^2/B, P(ghat = 0) = 0",
    .latex  = "\\hat g = \\beta^* - \\tfrac1B\\sum_{j\\in B} y_j \\ne 0:\\quad "
              "\\mathbb{E}\\hat g^2 = s^2/B,\\quad P(\\hat g = 0) = 0",
    .premises = NB_PREMISES({ "y is not constant", spread_out }),
    .parts = NB_PARTS(
        { .name = "variance", .kind = NB_MEAN, .relation = NB_EQUALS, .own = squared,
          .target = { .formula = over_B, .because = "closed form" }, .tolerance = 0.02,
          .given = { NB_KAPPA, 3, .because = "square of a Gaussian" }, .instances = NORMAL },
        { .name = "never zero", .kind = NB_PROBABILITY, .relation = NB_AT_MOST, .own = vanishes,
          .target = { .formula = never, .because = "y has a density" }, .margin = 0.001, .instances = NORMAL },
        { .name = "a finite set", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .target = { .formula = of_a_set, .because = "closed form" }, .tolerance = 0.02,
          .given = { NB_SECOND, .formula = nb_second_moment_of_first_step, .because = "E X^2 over all batches" },
          .instances = NB_INSTANCES_OF({ "{-3, -1, 1, 3}, B = 1", SET(1) }, { "{-3, -1, 1, 3}, B = 2", SET(2) },
                                       { "{-3, -1, 1, 3}, B = 4", SET(4) }) },
    ),
    .controls = NB_CONTROLS(
        { "b-squared", "E ghat^2 = s^2/B^2", "B", .part = 0,
          .target = { .formula = over_B_squared, .because = "s^2/B^2" },
          .on = NB_INSTANCES_OF({ "y ~ N(1, 4), B = 4", POPULATION(2, 4) }) },
        { "constant", "y = 1 always", "y is not constant", .part = 1, .premise = spread_out,
          .on = NB_INSTANCES_OF({ "y = 1, B = 4", POPULATION(0, 4) }) },
    ),
};
