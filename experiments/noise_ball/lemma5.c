// SPDX-License-Identifier: GPL-3.0-or-later
/* The descent lemma for stochastic updates.
 *
 * Lemma. f L-smooth, E g = grad f. One step of size a from x:
 *
 *     E f(x+) - f(x)  <=  -a |grad f(x)|^2 + (L a^2 / 2) E |g|^2.
 *
 * Proof. f(x+) <= f(x) + grad f(x)'(x+ - x) + (L/2) |x+ - x|^2 with x+ - x = -a g; take the mean over g. Equality iff f
 * has curvature L along every step: f = L x^2 / 2. Convexity is not needed: f = 1 - cos x is tried too.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

/* What E f(x+) - f(x) is at most, with `curvature` in the place of L. */
static double allowed(const nb_setup *s, double curvature)
{
    double D[NB_MOST_DIM] = { 0 };
    for (size_t k = 0; k < s->problem.dim; k++)
        D[k] = (s->arm->start.point ? s->arm->start.point[k] : 0) - s->problem.x_star[k];
    const nb_gradients g = nb_gradients_at(s, D);
    const double a = s->arm->step.a, b = nb_batch_share(s);
    const double square = (double)(b * g.square + (1 - b) * g.slope);           // E |g_B|^2
    return -a * (double)g.slope + curvature * a * a / 2 * (s->problem.noisy ? (double)g.square : square);
}

static nb_status one_step(const nb_trial *t, nb_ledger *l, double curvature)
{
    const nb_setup *s = &t->setup[0];
    return nb_enter(l, (nb_pair){ "E f(x_1) - f(x_0)", .lhs = (long double)nb_exact_gap(s, 1) - s->gap0,
                                  .rhs = allowed(s, curvature),
                                  .scale = s->gap0 + nb_exact_gap(s, 1) });
}

static nb_status with_L   (const nb_trial *t, nb_ledger *l) { return one_step(t, l, t->setup[0].k.L); }
static nb_status with_m   (const nb_trial *t, nb_ledger *l) { return one_step(t, l, t->setup[0].k.m); }
static nb_status percent_L(const nb_trial *t, nb_ledger *l) { return one_step(t, l, 0.99 * t->setup[0].k.L); }

static double after_one_step(const nb_setup *s, uint64_t t)
{
    (void)t;
    return s->gap0 + allowed(s, s->k.L);
}

/* f = 1 - cos x, g = sin x + N(0, 1): E f(x+) = 1 - cos(x - a sin x) exp(-a^2 / 2); |f''| <= 1. numbers: x. */
static nb_status waves(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double x = s->arm->numbers[0], a = s->arm->step.a, slope = nb_sin(x), before = 1 - nb_cos(x);
    const double after = 1 - nb_cos(x - a * slope) * nb_exp(-a * a / 2);
    return nb_enter(l, (nb_pair){ "E f(x_1) - f(x_0)", .lhs = (long double)after - before,
                                  .rhs = -a * slope * slope + a * a / 2 * (slope * slope + 1),
                                      .scale = before + after });
}

static void step_on_waves(const nb_trial *t, nb_random *r, double *cell)
{
    const nb_setup *s = &t->setup[0];
    const double x = s->arm->numbers[0];
    cell[0] = 1 - nb_cos(x - s->arm->step.a * (nb_sin(x) + nb_next_normal(r)));
}

static double waves_allow(const nb_setup *s, uint64_t t)
{
    (void)t;
    const double x = s->arm->numbers[0], a = s->arm->step.a, slope = nb_sin(x);
    return 1 - nb_cos(x) - a * slope * slope + a * a / 2 * (slope * slope + 1);
}

/* Known of the problem, or f = 1 - cos x. */
static bool smooth(const nb_setup *s)
{
    return s->problem.type ? s->k.L > 0 && isfinite(s->k.L) : s->arm->numbers != NULL;
}

#define FROM(size, start, ...)     NB_ARMS(NB_SGD(size, start, __VA_ARGS__))
#define IN_PAIRS(size, start, ...) NB_ARMS(NB_BATCHES(size, start, NB_WITH_REPLACEMENT, 2, __VA_ARGS__))
#define ONE_STEP                   NB_TIMES(1)
#define WAVE(at)                   NB_ARMS({ .step = { nb_constant, .a = 0.5 }, .numbers = (const double[]){ at } })

const nb_claim nb_claim_noise_ball_lemma5 = {
    .id     = "noise_ball/lemma5",
    .title  = "Descent lemma for stochastic updates",
    .source = { NB_CHAUDHARI, "2, Lemma 5", NB_BCN ", Lemma 4.2" },
    .text   = "E f(x+) - f(x) <= -a |grad f(x)|^2 + (L a^2 / 2) E |g|^2",
    .latex  = "\\mathbb{E} f(x^{+}) - f(x) \\le -\\alpha\\|\\nabla f(x)\\|^2 + "
              "\\tfrac{L\\alpha^2}{2}\\,\\mathbb{E}\\|g\\|^2",
    .premises = NB_PREMISES(
        { "f is L-smooth",                                smooth },
        { "E g = grad f: every step draws a fresh batch", nb_fresh_batches },
        { "the step is positive",                         nb_constant_step }),
    .parts = NB_PARTS(
        { .name = "finite sums", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = with_L, .because = "the lemma's bound" },
          .instances = NB_INSTANCES_OF(
              { "case A at (3, -2), a = 0.1", FROM(0.1, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_SMOKE },
              { "case A at (3, -2), a = 1", FROM(1.0, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_SMOKE },
              { "case A at (3, -2) in pairs, a = 0.1", IN_PAIRS(0.1, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_SMOKE },
              { "case B at (1, -1, 2), a = 0.1", FROM(0.1, nb_case_b_start, NB_CASE_B), ONE_STEP, NB_SMOKE }) },
        { .name = "equality where all curvature is L", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = with_L, .because = "the lemma's bound" },
          .instances = NB_INSTANCES_OF({ "f = x^2 / 2 at 2 with noise, a = 0.3",
                                         FROM(0.3, nb_at_two, NB_SCALAR_NOISE(1)), ONE_STEP, NB_SMOKE }) },
        { .name = "without convexity", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = waves, .because = "the lemma's bound" },
          .instances = NB_INSTANCES_OF({ "f = 1 - cos x at 0.3", WAVE(0.3), ONE_STEP, NB_SMOKE },
                                       { "f = 1 - cos x at 2", WAVE(2), ONE_STEP, NB_SMOKE }) },
        { .name = "finite sums, simulated", .kind = NB_MEAN, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_gap),
          .target = { .formula = after_one_step, .because = "the lemma's bound" }, .given = NB_EXACT_GAP_SQUARE,
          .instances = NB_INSTANCES_OF(
              { "case A at (3, -2), a = 0.1", FROM(0.1, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_CI }) },
        { .name = "without convexity, simulated", .kind = NB_MEAN, .relation = NB_AT_MOST, .own = step_on_waves,
          .target = { .formula = waves_allow, .because = "the lemma's bound" },
          .given = { NB_BOUNDED, .number = 2, .because = "0 <= 1 - cos x <= 2" },
          .instances = NB_INSTANCES_OF({ "f = 1 - cos x at 0.3", WAVE(0.3), ONE_STEP, NB_CI },
                                       { "f = 1 - cos x at 2", WAVE(2), ONE_STEP, NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "m-for-L", .label = "m in the place of L", .breaks = "L",
          .target = { .account = with_m },
          .on = NB_INSTANCES_OF(
              { "case A at (3, -2), a = 0.1", FROM(0.1, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_SMOKE }) },
        { .slug = "one-percent", .label = "0.99 L where all curvature is L", .breaks = "L a^2 / 2", .part = 1,
          .target = { .account = percent_L } }),
};
