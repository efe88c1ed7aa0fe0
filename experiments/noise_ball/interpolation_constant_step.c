// SPDX-License-Identifier: GPL-3.0-or-later
/* Where all gradients vanish at x*, SGD with a constant step converges linearly.
 *
 * g_i = 0 makes the second-moment recursion linear, S+ = M S. Its powers decay at the spectral radius rho of M. And
 * Theorem 7 has no floor, sigma0 = 0:
 *
 *     E f(x_t) - f*  <=  (1 - a m)^t (f(x_0) - f*)     for a <= 1 / (L sigma),     (E gap_t)^(1/t) -> rho.
 *
 * Beyond the limit rho = 1 the mean diverges. Paths need not: at a = 0.95 on case A E |D|^2 grows by 1.18 a step while
 * almost every path shrinks, and the recursion decides. At a = 1.5 paths diverge too, and a simulation sees it.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

/* |1 - a m|: beyond the premise, where 1 - a m < 0, still a number that a mean could obey. */
static double contraction(const nb_setup *s, uint64_t t)
{
    return nb_power(fabs(1 - s->arm->step.a * s->k.m), t) * s->gap0;
}

static nb_status contracts(const nb_trial *t, nb_ledger *l)
{
    return nb_enter_gaps(t, l, contraction);
}

static double log_radius(const nb_setup *s, uint64_t t)
{
    (void)t;
    double radius;
    return nb_moments_radius(s, s->arm->step.a, &radius, NULL) == NB_OK ? nb_log(radius) : NAN;
}

/* After many steps the gap shrinks by the same factor at each. */
static nb_status asymptotic_factor(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const uint64_t late = t->instance->at.item[t->times - 1];
    return nb_enter(l, (nb_pair){ "E gap_T / E gap_(T-1)", .lhs = nb_exact_gap(s, late) / nb_exact_gap(s, late - 1),
                                  .rhs = nb_exp(log_radius(s, 0)), .roundings = 64 * (unsigned)late });
}

#define INTERPOLATED(size) NB_ARMS(NB_SGD(size, nb_case_a_start, NB_CASE_A_INTERPOLATED))

const nb_claim nb_claim_noise_ball_interpolation_constant_step = {
    .id     = "noise_ball/interpolation-constant-step",
    .title  = "Where all individual gradients vanish at x*, a constant step converges",
    .source = { NB_GISELSSON, "Fixed step-size SGD does not converge to solution: only hope", "" },
    .text   = "all g_i = 0 and a <= 1/(L sigma) imply E f(x_t) - f* <= (1 - a m)^t (f(x_0) - f*); the factor a "
              "step tends to the radius of the second-moment recursion",
    .latex  = "\\nabla f_i(x^\\star)=0\\ \\forall i \\;\\Rightarrow\\; "
              "\\mathbb{E} f(x_t)-f^\\star \\le (1-\\gamma m)^t (f(x_0)-f^\\star),\\quad "
              "(\\mathbb{E} f(x_t)-f^\\star)^{1/t}\\to\\rho",
    .premises = NB_PREMISES(
        { "every individual gradient vanishes at x*", nb_interpolates },
        { "f is m-strongly convex and L-smooth",      nb_strongly_convex },
        { "every step draws a fresh batch",           nb_fresh_batches },
        { "the step is constant, 0 < a <= 1/(L sigma)", nb_short_step }),
    .parts = NB_PARTS(
        { .name = "contraction", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = contracts, .because = "Theorem 7 with sigma0 = 0" },
          .instances = NB_INSTANCES_OF(
              { "case A with g_i = 0, a = 0.05", INTERPOLATED(0.05), NB_TIMES(1, 2, 10, 100, 1000), NB_SMOKE },
              { "case A with g_i = 0, a = 0.1",  INTERPOLATED(0.1),  NB_TIMES(1, 2, 10, 100, 1000), NB_SMOKE },
              { "case A with g_i = 0, a = 0.25", INTERPOLATED(0.25), NB_TIMES(1, 2, 10, 100, 1000), NB_SMOKE }) },
        { .name = "asymptotic factor", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = asymptotic_factor, .because = "radius of the recursion" },
          .instances = NB_INSTANCES_OF(
              { "case A with g_i = 0, a = 0.1", INTERPOLATED(0.1), NB_TIMES(400), NB_SMOKE },
              { "case A with g_i = 0, a = 0.2", INTERPOLATED(0.2), NB_TIMES(400), NB_SMOKE }) },
        { .name = "simulated rate", .kind = NB_SLOPE, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap),
          .tolerance = 0.02,
          .target = { .formula = log_radius, .because = "radius of the recursion" }, .given = NB_EXACT_GAP_SQUARE,
          .weights = { .on = NB_TIME },
          .instances = NB_INSTANCES_OF({ "case A with g_i = 0, a = 0.1", INTERPOLATED(0.1), NB_TIMES(5, 20), NB_CI }) },
        { .name = "simulated contraction", .kind = NB_MEAN, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_gap),
          .target = { .formula = contraction, .because = "Theorem 7 with sigma0 = 0" }, .given = NB_EXACT_GAP_SQUARE,
          .instances = NB_INSTANCES_OF(
              { "case A with g_i = 0, a = 0.1", INTERPOLATED(0.1), NB_TIMES(5, 10, 20), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "case-a", .label = "case A itself, whose floor is 0.0975", .breaks = "all g_i = 0", .part = 2,
          .premise = nb_interpolates,
          .on = NB_INSTANCES_OF(
              { "case A, a = 0.1", NB_ARMS(NB_SGD(0.1, nb_case_a_start, NB_CASE_A)), NB_TIMES(5, 20), NB_CI }) },
        { .slug = "step-095", .label = "step 0.95: means diverge, paths do not", .breaks = "a <= 1/(L sigma)",
          .premise = nb_short_step,
          .on = NB_INSTANCES_OF(
              { "case A with g_i = 0, a = 0.95", INTERPOLATED(0.95), NB_TIMES(10, 20, 40), NB_SMOKE }) },
        { .slug = "step-15", .label = "step 1.5: paths diverge", .breaks = "a <= 1/(L sigma)", .part = 3,
          .premise = nb_short_step,
          .on = NB_INSTANCES_OF({ "case A with g_i = 0, a = 1.5", INTERPOLATED(1.5), NB_TIMES(10, 20, 40), NB_CI }) }),
};
