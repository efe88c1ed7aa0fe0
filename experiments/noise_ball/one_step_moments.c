// SPDX-License-Identifier: GPL-3.0-or-later
/* The kernel of SGD: its mean is the step of gradient descent, its standard deviation is proportional to the step size.
 *
 *     E [x_1 | x_0] = x_0 - a grad f(x_0),     Cov(x_1 | x_0) = a^2 Cov g / K   (with replacement).
 *
 * From x* this is E |x_1 - x*|^2 = a^2 E |g_i|^2 / K, of order 2 in a. The source equates the order 1 of its root with
 * the factor a in Theorem 7's floor; but that floor is of order a, not a^2, because the noise of 1/a steps piles up.
 */
#include "experiments/noise_ball/cases.h"

static const double at_solution[NB_MOST_DIM] = { 0 };

/* Mean and variance of x_{1,k} over the N outcomes of a single draw. */
typedef struct { long double mean, variance; } outcome;

static outcome outcomes(const nb_setup *s, size_t k)
{
    const nb_problem *p = &s->problem;
    const size_t d = p->dim;
    long double sum = 0, square = 0;
    for (size_t i = 0; i < p->terms; i++) {
        double H[NB_MOST_DIM * NB_MOST_DIM], g[NB_MOST_DIM];
        p->run->term(p, i, H, g);
        long double u = g[k];
        for (size_t j = 0; j < d; j++)
            u += (long double)H[k * d + j] * s->arm->start.point[j];
        const long double x = s->arm->start.point[k] - s->arm->step.a * u;
        sum += x / (long double)p->terms;
        square += x * x / (long double)p->terms;
    }
    return (outcome){ sum, square - sum * sum };
}

/* x_0 - a grad f(x_0), by the mean of the recursion, against the outcomes one by one. */
static nb_status mean_is_descent(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    nb_moments o;
    NB_TRY(nb_moments_make(&o, s, NULL));
    nb_moments_step(&o, s, s->step[0]);
    nb_status status = NB_OK;
    for (size_t k = 0; k < o.dim && status == NB_OK; k++)
        status = nb_enter(l, (nb_pair){ k ? "second coordinate" : "first coordinate", .lhs = outcomes(s, k).mean,
                                        .rhs = o.m[k], .scale = 8 });
    nb_moments_drop(&o);
    return status;
}

static double descent_step(const nb_setup *s, uint64_t t)
{
    (void)t;
    nb_moments o;
    if (nb_moments_make(&o, s, NULL) != NB_OK)
        return NAN;
    nb_moments_step(&o, s, s->arm->step.a);
    const double x = o.m[0];
    nb_moments_drop(&o);
    return x;
}

static double variance_of_first(const nb_setup *s, uint64_t t)
{
    (void)t;
    return (1 + 0x1p-30) * (double)outcomes(s, 0).variance;
}

static double variance(const nb_setup *s, uint64_t t)
{
    (void)t;
    const double a = s->arm->step.a;
    return a * a * nb_batch_share(s) * (double)nb_gradients_at(s, at_solution).square;
}

static double not_by_batch(const nb_setup *s, uint64_t t)
{
    return variance(s, t) / nb_batch_share(s);
}

static const double second_order[] = { 2 };

static bool one_step(const nb_setup *s)
{
    return s->in->at.count == 1 && s->in->at.item[0] == 1;
}

#define CASE_A(size, from) NB_SGD(size, from, NB_CASE_A)
#define IN_PAIRS           NB_ARMS(NB_BATCHES(0.1, NULL, NB_WITH_REPLACEMENT, 2, NB_CASE_A))
#define STEPS(at)          NB_ARMS(at(0.025), at(0.05), at(0.1), at(0.2))
#define FROM_SOLUTION(a)   CASE_A(a, NULL)
#define ONE_STEP           NB_TIMES(1)

const nb_claim nb_claim_noise_ball_one_step_moments = {
    .id     = "noise_ball/one-step-moments",
    .title  = "Mean and variance of one step of SGD",
    .source = { NB_CHAUDHARI, "3.2", "" },
    .text   = "E x_1 = x_0 - a grad f(x_0), Cov x_1 = a^2 Cov g / K: the standard deviation of a step is proportional "
              "to a",
    .latex  = "\\mathbb{E}[X^{(1)}] = X^{(0)} - \\alpha\\nabla f(X^{(0)}),\\qquad \\mathrm{Var}(X^{(1)}) = "
              "\\tfrac{\\alpha^2}{\\ell}\\mathrm{Var}(g)",
    .premises = NB_PREMISES(
        { "every step draws a fresh batch", nb_fresh_batches },
        { "the step is constant",           nb_constant_step },
        { "one step is taken",              one_step }),
    .parts = NB_PARTS(
        { .name = "the mean", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = mean_is_descent, .because = "gradient descent" },
          .instances = NB_INSTANCES_OF(
              { "case A at (3, -2), a = 0.1", NB_ARMS(CASE_A(0.1, nb_case_a_start)), ONE_STEP, NB_SMOKE }) },
        { .name = "the mean, simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_first),
          .tolerance = 0.01,
          .target = { .formula = descent_step, .because = "gradient descent" },
          .given = { .kind = NB_VARIANCE, .formula = variance_of_first,
                     .because = "the variance of its four outcomes" },
          .instances = NB_INSTANCES_OF(
              { "case A at (3, -2), a = 0.1", NB_ARMS(CASE_A(0.1, nb_case_a_start)), ONE_STEP, NB_CI }) },
        { .name = "the variance, simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02,
          .target = { .formula = variance, .because = "a^2 E |g|^2 / K" }, .given = NB_EXACT_DISTANCE_SQUARE,
          .instances = NB_INSTANCES_OF(
              { "case A at x*, a = 0.1", NB_ARMS(CASE_A(0.1, NULL)), ONE_STEP, NB_CI },
              { "case A at x*, a = 0.1, K = 2", IN_PAIRS, ONE_STEP, NB_CI }) },
        { .name = "order in the step", .kind = NB_SLOPE, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .margin = 0.03,
          .target = { .numbers = second_order, .because = "a^2" }, .given = NB_EXACT_DISTANCE_SQUARE,
          .weights = { .on = NB_LOG_STEP },
          .instances = NB_INSTANCES_OF(
              { "case A at x*, a from 0.025 to 0.2", STEPS(FROM_SOLUTION), ONE_STEP, NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "not-by-batch", .label = "the same variance for batches of 2", .breaks = "1 / K", .part = 2,
          .target = { .formula = not_by_batch },
          .on = NB_INSTANCES_OF({ "case A at x*, a = 0.1, K = 2", IN_PAIRS, ONE_STEP, NB_CI }) },
        { .slug = "stationary", .label = "the floor, where 1/a steps pile up: order 1, not 2", .breaks = "one step",
          .part = 3, .premise = one_step,
          .on = NB_INSTANCES_OF(
              { "case A, a from 0.025 to 0.2, in the end", STEPS(FROM_SOLUTION), NB_TIMES(120), NB_CI }) }),
};
