// SPDX-License-Identifier: GPL-3.0-or-later
/* SGD with a constant step goes down linearly, then rattles in a noise ball.
 *
 * Theorem. Let f be m-strongly convex and L-smooth, E g = grad f, E |g|^2 <= sigma0 + sigma |grad f|^2, and
 * 0 < a <= 1/(L sigma). Then
 *
 *     E f(x_t) - f*  <=  F + (1 - a m)^t (f(x_0) - f* - F),     F = a L sigma0 / (2 m).
 *
 * Proof. gap_{t+1} <= (1 - a m) gap_t + a^2 L sigma0 / 2, an affine recursion with fixed point F. The source prints the
 * exponent t - 1. From x_0 = x* its bound is 0 at t = 1, where the first step has already left x*.
 *
 * Batches of K scale sigma0 and sigma - 1 by b = 1/K. Tight to a factor 2 - a in one dimension, about 3 on case A.
 */
#include "experiments/noise_ball/cases.h"

static double F(const nb_setup *s)
{
    return s->arm->step.a * s->k.L * nb_batch_share(s) * s->k.sigma0 / (2 * s->k.m);
}

static double ball(const nb_setup *s, double floor, uint64_t t)
{
    return floor + nb_power(1 - s->arm->step.a * s->k.m, t) * (s->gap0 - floor);
}

static double bound  (const nb_setup *s, uint64_t t) { return ball(s, F(s), t); }
static double printed(const nb_setup *s, uint64_t t) { return ball(s, F(s), t - 1); }
static double halved (const nb_setup *s, uint64_t t) { return ball(s, F(s) / 2, t); }

static nb_status as_stated (const nb_trial *t, nb_ledger *l) { return nb_enter_gaps(t, l, bound); }
static nb_status as_printed(const nb_trial *t, nb_ledger *l) { return nb_enter_gaps(t, l, printed); }
static nb_status half_floor(const nb_trial *t, nb_ledger *l) { return nb_enter_gaps(t, l, halved); }

#define FROM_SOLUTION(size) NB_ARMS(NB_SGD(size, NULL, NB_CASE_A))
#define FROM_AFAR(size)     NB_ARMS(NB_SGD(size, nb_case_a_start, NB_CASE_A))
#define IN_PAIRS(size)      NB_ARMS(NB_BATCHES(size, nb_case_a_start, NB_WITH_REPLACEMENT, 2, NB_CASE_A))
#define CASE_B(size)        NB_ARMS(NB_SGD(size, nb_case_b_start, NB_CASE_B))
#define ONE_DIMENSION       NB_ARMS(NB_SGD(0.2, NULL, NB_SCALAR_NOISE(1)))
#define TIMES               NB_TIMES(1, 2, 3, 6, 11, 41)

const nb_claim nb_claim_noise_ball_theorem7_index = {
    .id     = "noise_ball/theorem7-index",
    .title  = "Linear convergence to a noise ball under a constant step",
    .source = { NB_CHAUDHARI, "2, Theorem 7", NB_BCN ", Theorem 4.6" },
    .text   = "E f(x_t) - f* <= F + (1 - a m)^t (f(x_0) - f* - F), F = a L sigma0 / (2 m)",
    .latex  = "\\mathbb{E} f(x_t) - f^\\star \\le F + (1-\\alpha m)^t (f(x_0) - f^\\star - F),\\quad "
              "F = \\alpha L\\sigma_0/(2m)",
    .premises = NB_PREMISES(
        { "f is m-strongly convex and L-smooth",                 nb_strongly_convex },
        { "E g = grad f: every step draws a fresh batch",        nb_fresh_batches },
        { "E |g|^2 <= sigma0 + sigma |grad f|^2",                nb_bounded_second_moment },
        { "the step is constant, 0 < a <= 1/(L sigma)",          nb_short_step }),
    .parts = NB_PARTS(
        { .name = "exact recursion", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = as_stated, .because = "the theorem's bound" },
          .instances = NB_INSTANCES_OF(
              { "case A from x*, a = 0.1",         FROM_SOLUTION(0.1), TIMES, NB_SMOKE },
              { "case A from (3, -2), a = 0.1",    FROM_AFAR(0.1),     TIMES, NB_SMOKE },
              { "case A at the step limit",        FROM_AFAR(0.2857),  TIMES, NB_SMOKE },
              { "case A in batches of 2, a = 0.1", IN_PAIRS(0.1),      TIMES, NB_SMOKE },
              { "case B from (1, -1, 2), a = 0.1", CASE_B(0.1),        TIMES, NB_SMOKE },
              { "one dimension, a = 0.2",          ONE_DIMENSION,      TIMES, NB_SMOKE }) },
        { .name = "simulation", .kind = NB_MEAN, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_gap),
          .target = { .formula = bound, .because = "the theorem's bound" }, .given = NB_EXACT_GAP_SQUARE,
          .instances = NB_INSTANCES_OF(
              { "case A from x*, a = 0.1",         FROM_SOLUTION(0.1), TIMES, NB_CI },
              { "case A from (3, -2), a = 0.1",    FROM_AFAR(0.1),     TIMES, NB_CI },
              { "case A in batches of 2, a = 0.1", IN_PAIRS(0.1),      TIMES, NB_CI },
              { "case A at the step limit, to t = 400", FROM_AFAR(0.2857), NB_TIMES(10, 100, 400), NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "half-the-floor", .label = "half the floor", .breaks = "F", .target = { .account = half_floor },
          .on = NB_INSTANCES_OF({ "one dimension, a = 0.2", ONE_DIMENSION, NB_TIMES(10, 60), NB_SMOKE }) },
        { .slug = "step-095", .label = "step 0.95, which moments do not survive", .breaks = "a <= 1/(L sigma)",
          .premise = nb_short_step,
          .on = NB_INSTANCES_OF({ "case A from (3, -2), a = 0.95", FROM_AFAR(0.95), NB_TIMES(20, 40), NB_SMOKE }) }),
    .errata = NB_ERRATA({ "C-8", NB_FALSE_AS_PRINTED,
        "E f(x_{t+1}) - f* <= F + (1 - a m)^t (f(x_0) - f* - F)",
        "\\mathbb{E} f(x^{(t+1)}) - f(x^\\star) \\le F + (1-\\alpha m)^t (f(x^0) - f(x^\\star) - F)",
        { .slug = "printed", .label = "exponent t for the iterate t + 1, as printed", .breaks = "the index",
          .reason = "f(x_{t+1}) has made t + 1 steps: the exponent is t + 1, at equality violated by the exponent t",
          .target = { .account = as_printed } } }),
};
