// SPDX-License-Identifier: GPL-3.0-or-later
/* Decaying steps are sublinear, however convex f is.
 *
 * On f = x^2 / 2 with noise of variance 1 and steps alpha0 / (t + t0) t E x_t^2 -> alpha0^2 / (2 alpha0 - 1). For
 * alpha0 = 2 the recursion can be summed: with n = t + t0 and a = 2/n, (1 - a)^2 = (n - 2)^2 / n^2 turns V+ = (1 -
 * a)^2 V + a^2 into
 *
 *     U_{n+1} = U_n + 4 (n - 1)^2,     U_n = (n - 1)^2 (n - 2)^2 V_n,
 *
 * so that V_n = (U_{n_1} + 4 sum_{n_1 <= j < n} (j - 1)^2) / ((n - 1)^2 (n - 2)^2) ~ 4 / (3 n): the start is
 * forgotten like n^-4, the noise no faster than 1/n. A constant step without noise, by contrast, converges linearly.
 */
#include <stdio.h>

#include "experiments/robbins_monro/cases.h"

/* 0^2 + ... + n^2 */
static long double squares(long double n)
{
    return n * (n + 1) * (2 * n + 1) / 6;
}

/* V after k updates; the walk's step is 2 / (b + k), n = b + k. */
static double summed(const nb_setup *s, uint64_t k)
{
    const long double first = s->arm->step.b, n = first + (long double)k, x = s->arm->start.point[0];
    const long double start = (first - 1) * (first - 2) * x;
    const long double u = start * start + 4 * s->k.sigma0 * (squares(n - 2) - squares(first - 2));
    return (double)(u / ((n - 1) * (n - 1) * (n - 2) * (n - 2)));
}

static nb_status exact(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t i = 0; i < t->times; i++) {
        const uint64_t k = t->instance->at.item[i];
        char label[40];
        snprintf(label, sizeof label, "E x^2 after %llu updates", (unsigned long long)k);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_exact_distance(s, k), .rhs = summed(s, k),
                                      .roundings = 32 * (unsigned)(k + 1) }));
    }
    return NB_OK;
}

/* |t V_t / (4/3) - 1| <= 10 / t from t = 10 on: with n = t + 5 after t updates it is 7 / (2 t) to first order, and
 * the start adds 432 / t^3. */
static nb_status limit(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double alpha0 = s->arm->step.a;
    for (size_t i = 0; i < t->times; i++) {
        const uint64_t k = t->instance->at.item[i];
        const long double in_the_end = alpha0 * alpha0 * s->k.sigma0 / (2 * alpha0 - 1);
        const long double off = fabsl((long double)k * nb_exact_distance(s, k) / in_the_end - 1);
        char label[48];
        snprintf(label, sizeof label, "t V_t over its limit, less 1, t = %llu", (unsigned long long)k);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = off, .rhs = 10 / (long double)k, .scale = 1,
                                      .roundings = 32 * (unsigned)(k + 1) }));
    }
    return NB_OK;
}

static double one_over_t(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return -1;
}

static double half_the_limit(const nb_setup *s, uint64_t k)
{
    return summed(s, k) / 2;
}

static bool decays_against_noise(const nb_setup *s)
{
    return nb_harmonic_steps(s) && s->arm->step.a == 2 && s->problem.noisy;
}

static bool parabola(const nb_setup *s)
{
    return s->problem.type == &nb_quadratic && s->problem.dim == 1 && s->k.m == 1 && s->k.L == 1;
}

#define DECAY NB_DECAYING(nb_harmonic, 2, 5, nb_from_two, 0)                // 2 / (t + 4), t = 1, 2, ...
#define SILENT NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, 0.1, 0 }, .start = { .point = nb_from_two }, \
                         .problem = NB_NOISY_PARABOLA(0) })

const nb_claim nb_claim_robbins_monro_sublinear_only = {
    .id     = "robbins_monro/sublinear-only",
    .title  = "Decaying steps converge sublinearly, even if f is strongly convex",
    .source = { NB_CHAUDHARI, "after Theorem 8", NB_GISELSSON ", Drawback of diminishing step-size" },
    .text   = "with steps alpha0/(t + t0) t E x_t^2 -> alpha0^2/(2 alpha0 - 1) on f = x^2 / 2: 4/3 for alpha0 = 2, a "
              "rate of 1/t and no better",
    .latex  = "t\\,\\mathbb{E}x_t^2 \\to \\alpha_0^2/(2\\alpha_0-1)",
    .premises = NB_PREMISES(
        { "f = x^2 / 2",                                            parabola },
        { "steps 2/(t + t0), against noise that stays at x*",       decays_against_noise }),
    .parts = NB_PARTS(
        { .name = "exact recursion", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = exact, .because = "the recursion, summed" },
          .instances = NB_INSTANCES_OF({ "alpha0 = 2, t0 = 4, x = 2", DECAY, NB_TIMES(1, 10, 100, 1000, 9999, 10000),
                                         NB_SMOKE }) },
        { .name = "limit", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = limit, .because = "alpha0^2/(2 alpha0 - 1), up to 10/t" },
          .instances = NB_INSTANCES_OF({ "alpha0 = 2, t0 = 4, x = 2", DECAY, NB_TIMES(10, 100, 1000, 10000),
                                         NB_SMOKE }) },
        { .name = "simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02,
          .target = { .formula = summed, .because = "the recursion, summed" }, .given = NB_SQUARE_OF_NORMAL,
          .instances = NB_INSTANCES_OF({ "alpha0 = 2, t0 = 4, x = 2", DECAY, NB_TIMES(100), NB_CI }) },
        { .name = "rate", .kind = NB_SLOPE, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance), .margin = 0.05,
          .target = { .formula = one_over_t, .because = "1/t" }, .given = NB_SQUARE_OF_NORMAL,
          .weights = { .on = NB_LOG_TIME },
          .instances = NB_INSTANCES_OF(
              { "alpha0 = 2, t0 = 4, x = 2",       DECAY, NB_TIMES(100, 1000),   NB_CI },
              { "alpha0 = 2, t0 = 4, to t = 1e4",  DECAY, NB_TIMES(1000, 10000), NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "without-noise", .label = "step 0.1 without noise, which is linear",
          .breaks = "steps alpha0/(t + t0)",
          .part = 3, .premise = decays_against_noise,
          .on = NB_INSTANCES_OF({ "a = 0.1, no noise", SILENT, NB_TIMES(100, 1000), NB_CI }) },
        { .slug = "half-the-limit", .label = "t E x_t^2 -> 2/3", .breaks = "4/3", .part = 2,
          .target = { .formula = half_the_limit } }),
};
