// SPDX-License-Identifier: GPL-3.0-or-later
/* Convergence in the first moment: E |x_t - x*| -> 0 with steps 1/(t + 1), not with a constant step.
 *
 * On f = x^2 / 2 with noise N(0, 1) and x_0 ~ N(0, 4), steps a_t = 1/(t + 1), t = 1, 2, ... make x the mean of the
 * noise and the start: (t + 1) x_t = x_0 - sum xi. Hence
 *
 *     x_t ~ N(0, V_t),     V_t = (t + 4) / (t + 1)^2,     E |x_t| = sqrt(2 V_t / pi)  ->  0.
 *
 * |x_t| is half-normal: E x_t^2 = (pi / 2) (E |x_t|)^2. With step 0.1 V_t -> 1/19 and E |x_t| -> 0.183.
 */
#include "experiments/noise_ball/cases.h"

static const double pi = 3.14159265358979323846;

static double half_normal(double variance)
{
    return sqrt(2 * variance / pi);
}

static double first_moment(const nb_setup *s, uint64_t t)
{
    const double spread = s->arm->start.spread, n = (double)t;
    return half_normal((n * s->k.sigma0 + spread * spread) / ((n + 1) * (n + 1)));
}

/* 1 / t instead of 1 / sqrt t. */
static double too_fast(const nb_setup *s, uint64_t t)
{
    return first_moment(s, t) / sqrt((double)t);
}

static nb_status variances(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t at = t->instance->at.item[k];
        NB_TRY(nb_enter(l, (nb_pair){ "sqrt(2 V_t / pi)", .lhs = half_normal(nb_exact_distance(s, at)),
                                      .rhs = first_moment(s, at),
                                      .roundings = 32 * (unsigned)(at + 1) }));
    }
    return NB_OK;
}

static bool one_over_t(const nb_setup *s)
{
    return s->arm && s->arm->step.at == nb_harmonic && s->arm->step.a == 1 && s->arm->step.b == 2;
}

static bool one_dimension(const nb_setup *s)
{
    return nb_additive_gaussian(s) && s->problem.dim == 1 && s->k.L == 1 && s->k.m == 1;
}

/* The step at x_t is 1 / (2 + t), t = 0, 1, ...: 1/2, 1/3, ... */
#define ONE_OVER_T NB_ARMS({ .method = &nb_sgd, .step = { nb_harmonic, 1, 2 }, .start = { .spread = 2 }, \
                             .problem = NB_SCALAR_NOISE(1) })
#define CONSTANT   NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, 0.1, 0 }, .start = { .spread = 2 }, \
                             .problem = NB_SCALAR_NOISE(1) })

const nb_claim nb_claim_noise_ball_moment_convergence_notions = {
    .id     = "noise_ball/moment-convergence-notions",
    .title  = "Convergence in the first moment, with steps 1/t and not with a constant step",
    .source = { NB_CHAUDHARI, "2", "" },
    .text   = "E |x_t - x*| = sqrt(2 V_t / pi) -> 0, V_t = (t + 4) / (t + 1)^2, with steps 1 / (t + 1) on f = x^2 / 2",
    .latex  = "\\mathbb{E}|X_t - X^\\star| = \\sqrt{2V_t/\\pi} \\to 0",
    .premises = NB_PREMISES(
        { "f = x^2 / 2 with additive Gaussian noise", one_dimension },
        { "steps 1 / (t + 1), t = 1, 2, ...",         one_over_t }),
    .parts = NB_PARTS(
        { .name = "simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_absolute),
          .tolerance = 0.03,
          .target = { .formula = first_moment, .because = "half-normal law" },
          .given = { NB_KAPPA, .number = 1.57079632679489662, .because = "|x| is half-normal" },
          .instances = NB_INSTANCES_OF(
              { "from N(0, 4), to t = 1000", ONE_OVER_T, NB_TIMES(10, 100, 1000), NB_CI },
              { "from N(0, 4), to t = 10000", ONE_OVER_T, NB_TIMES(1000, 10000), NB_FULL }) },
        { .name = "exact recursion", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = variances, .because = "closed form" },
          .instances = NB_INSTANCES_OF({ "from N(0, 4)", ONE_OVER_T, NB_TIMES(1, 10, 100, 1000), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "constant-step", .label = "step 0.1, where E |x_t| -> 0.183", .breaks = "steps 1 / (t + 1)",
          .premise = one_over_t,
          .on = NB_INSTANCES_OF({ "from N(0, 4), a = 0.1", CONSTANT, NB_TIMES(100, 1000), NB_CI }) },
        { .slug = "too-fast", .label = "a rate 1/t", .breaks = "sqrt V_t", .target = { .formula = too_fast },
          .on = NB_INSTANCES_OF({ "from N(0, 4), to t = 100", ONE_OVER_T, NB_TIMES(10, 100), NB_CI }) }),
};
