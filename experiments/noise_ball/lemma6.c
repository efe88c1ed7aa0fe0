// SPDX-License-Identifier: GPL-3.0-or-later
/* The descent lemma under a second-moment assumption.
 *
 * Lemma. f L-smooth, E g = grad f, E |g|^2 <= sigma0 + sigma |grad f|^2. Then
 *
 *     E f(x+) - f(x)  <=  -(1 - L a sigma / 2) a |grad f(x)|^2 + a^2 L sigma0 / 2.
 *
 * Proof. Put the assumption into Lemma 5. Equality where both hold with equality: f = x^2 / 2 with additive noise.
 * Without sigma0 the bound at x* is 0, where a step leads uphill.
 */
#include "experiments/noise_ball/cases.h"

static double allowed(const nb_setup *s, double sigma0)
{
    double D[NB_MOST_DIM] = { 0 };
    for (size_t k = 0; k < s->problem.dim; k++)
        D[k] = (s->arm->start.point ? s->arm->start.point[k] : 0) - s->problem.x_star[k];
    const double a = s->arm->step.a, L = s->k.L, b = nb_batch_share(s), sigma = 1 + b * (s->k.sigma - 1);
    return -(1 - L * a * sigma / 2) * a * (double)nb_gradients_at(s, D).slope + a * a * L * b * sigma0 / 2;
}

static nb_status one_step(const nb_trial *t, nb_ledger *l, double share)           // of sigma0
{
    const nb_setup *s = &t->setup[0];
    return nb_enter(l, (nb_pair){ "E f(x_1) - f(x_0)", .lhs = (long double)nb_exact_gap(s, 1) - s->gap0,
                                  .rhs = allowed(s, share * s->k.sigma0), .scale = s->gap0 + nb_exact_gap(s, 1) });
}

static nb_status as_stated     (const nb_trial *t, nb_ledger *l) { return one_step(t, l, 1); }
static nb_status without_sigma0(const nb_trial *t, nb_ledger *l) { return one_step(t, l, 0); }
static nb_status percent       (const nb_trial *t, nb_ledger *l) { return one_step(t, l, 0.99); }

static double after_one_step(const nb_setup *s, uint64_t t)
{
    (void)t;
    return s->gap0 + allowed(s, s->k.sigma0);
}

#define FROM(size, start, ...)     NB_ARMS(NB_SGD(size, start, __VA_ARGS__))
#define IN_PAIRS(size, start, ...) NB_ARMS(NB_BATCHES(size, start, NB_WITH_REPLACEMENT, 2, __VA_ARGS__))
#define ONE_STEP                   NB_TIMES(1)

const nb_claim nb_claim_noise_ball_lemma6 = {
    .id     = "noise_ball/lemma6",
    .title  = "Descent lemma under a second-moment assumption",
    .source = { NB_CHAUDHARI, "2, Lemma 6", NB_BCN ", Lemma 4.4" },
    .text   = "E f(x+) - f(x) <= -(1 - L a sigma / 2) a |grad f(x)|^2 + a^2 L sigma0 / 2",
    .latex  = "\\mathbb{E} f(x^{+}) - f(x) \\le -\\left(1-\\tfrac{L\\alpha\\sigma}{2}\\right) "
              "\\alpha\\|\\nabla f(x)\\|^2 + \\tfrac{\\alpha^2 L\\sigma_0}{2}",
    .premises = NB_PREMISES(
        { "f is L-smooth",                                nb_strongly_convex },
        { "E g = grad f: every step draws a fresh batch", nb_fresh_batches },
        { "E |g|^2 <= sigma0 + sigma |grad f|^2",         nb_bounded_second_moment },
        { "the step is positive",                         nb_constant_step }),
    .parts = NB_PARTS(
        { .name = "exact change", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = as_stated, .because = "the lemma's bound" },
          .instances = NB_INSTANCES_OF(
              { "case A at (3, -2), a = 0.1", FROM(0.1, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_SMOKE },
              { "case A at x*, a = 0.1", FROM(0.1, NULL, NB_CASE_A), ONE_STEP, NB_SMOKE },
              { "case A at (3, -2), a = 1", FROM(1.0, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_SMOKE },
              { "case A at (3, -2) in pairs, a = 0.1", IN_PAIRS(0.1, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_SMOKE },
              { "case B at (1, -1, 2), a = 0.1", FROM(0.1, nb_case_b_start, NB_CASE_B), ONE_STEP, NB_SMOKE }) },
        { .name = "simulated", .kind = NB_MEAN, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_gap),
          .target = { .formula = after_one_step, .because = "the lemma's bound" }, .given = NB_EXACT_GAP_SQUARE,
          .instances = NB_INSTANCES_OF(
              { "case A at (3, -2), a = 0.1", FROM(0.1, nb_case_a_start, NB_CASE_A), ONE_STEP, NB_CI },
              { "case A at x*, a = 0.1",      FROM(0.1, NULL, NB_CASE_A),            ONE_STEP, NB_CI }) },
        { .name = "equality on a parabola", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = as_stated, .because = "the lemma's bound" },
          .instances = NB_INSTANCES_OF({ "f = x^2 / 2 at 2 with noise, a = 0.3",
                                         FROM(0.3, nb_at_two, NB_SCALAR_NOISE(1)), ONE_STEP, NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "without-sigma0", .label = "sigma0 = 0", .breaks = "sigma0", .target = { .account = without_sigma0 },
          .on = NB_INSTANCES_OF({ "case A at x*, a = 0.1", FROM(0.1, NULL, NB_CASE_A), ONE_STEP, NB_SMOKE }) },
        { .slug = "one-percent", .label = "0.99 sigma0 on a parabola", .breaks = "a^2 L sigma0 / 2", .part = 2,
          .target = { .account = percent } }),
};
