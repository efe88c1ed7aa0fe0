// SPDX-License-Identifier: GPL-3.0-or-later
/* One term a step with step a/K contracts the mean by 1 - a m / K; batches of K with step a, by 1 - a m.
 *
 * On f = m x^2 / 2 the mean of the iterate shrinks by 1 - (step) m. To shrink as far, single terms need
 *
 *     log(1 - a m) / log(1 - a m / K)  >=  K
 *
 * times as many steps, by Bernoulli's (1 - a m / K)^K >= 1 - a m; the ratio tends to K as a -> 0. The source prints the
 * factor 1 - a / (m K), right at m = 1 alone: too slow for m > 1, too fast for m < 1.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

enum { K };                             // numbers of an arm

static double batch(const nb_setup *s)
{
    return s->arm->numbers[K];
}

/* What one step leaves of x_0, by walking it. */
static bool take_first(void *context, uint64_t t, size_t dim, const double *x)
{
    (void)dim;
    *(double *)context = x[0];
    return t < 1;
}

/* Steps a/K: the arm's own. */
static nb_status factor(const nb_trial *t, nb_ledger *l, double rate)
{
    const nb_setup *s = &t->setup[0];
    double x;
    NB_TRY(nb_walk_alone(t, 0, 0, take_first, &x, NULL));
    return nb_enter(l, (nb_pair){ "x_1 / x_0 with step a / K", .lhs = (long double)x / s->arm->start.point[0],
                                  .rhs = 1 - rate });
}

static nb_status as_stated (const nb_trial *t, nb_ledger *l) { return factor(t, l,
    t->setup[0].arm->step.a * t->setup[0].k.m); }
static nb_status as_printed(const nb_trial *t, nb_ledger *l) { return factor(t, l,
    t->setup[0].arm->step.a / t->setup[0].k.m); }

static double ratio(const nb_setup *s, double a)
{
    return nb_log1p(-a * s->k.m) / nb_log1p(-a * s->k.m / batch(s));
}

static nb_status steps(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (int k = 0; k <= 8; k++) {
        const double a = ldexp(s->arm->step.a * batch(s), -k);
        char label[48];
        snprintf(label, sizeof label, "steps of single terms a batch, a = %g", a);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = ratio(s, a), .rhs = batch(s) }));
    }
    return NB_OK;
}

/* ratio = K + (K - 1) a m / 2 + O(a^2). */
static nb_status limit(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double a = 0x1p-40;
    return nb_enter(l, (nb_pair){ "steps of single terms a batch, a -> 0", .lhs = ratio(s, a), .rhs = batch(s),
                                  .within = batch(s) * a * s->k.m });
}

static bool parabola(const nb_setup *s)
{
    return s->problem.type == &nb_quadratic && s->problem.dim == 1 && !s->problem.noisy && s->k.m > 0;
}

static bool a_m_below_1(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * batch(s) * s->k.m < 1;
}

#define PARABOLA(h) { .type = &nb_quadratic, .dim = 1, .data = (const double[]){ h } }
#define ON(h, alpha, size) \
    NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, (alpha) / (size), 0 }, .start = { .point = nb_at_one }, \
              .numbers = (const double[]){ size }, .problem = PARABOLA(h) })
#define ONE_STEP NB_TIMES(1)

const nb_claim nb_claim_noise_ball_single_vs_batch_contraction = {
    .id     = "noise_ball/single-vs-batch-contraction",
    .title  = "Contraction of single-term SGD at step a/K against batches of K at step a",
    .source = { NB_CHAUDHARI, "2, Remark 9", "" },
    .text   = "with step a/K the mean contracts by 1 - a m / K a step, so that K steps or more are worth one step "
              "with a batch of K",
    .latex  = "1-\\frac{\\alpha m}{K},\\qquad \\frac{\\log(1-\\alpha m)}{\\log(1-\\alpha m/K)} \\ge K",
    .premises = NB_PREMISES(
        { "f = m x^2 / 2: the mean of SGD is gradient descent", parabola },
        { "the step is constant, a m < 1",                      a_m_below_1 }),
    .parts = NB_PARTS(
        { .name = "factor a step", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = as_stated, .because = "1 - a m / K" },
          .instances = NB_INSTANCES_OF(
              { "m = 2, a = 0.2, K = 10",   ON(2, 0.2, 10),   ONE_STEP, NB_SMOKE },
              { "m = 0.5, a = 0.2, K = 10", ON(0.5, 0.2, 10), ONE_STEP, NB_SMOKE }) },
        { .name = "at least K steps", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = steps, .because = "Bernoulli's inequality" },
          .instances = NB_INSTANCES_OF(
              { "m = 2, K = 10",   ON(2, 0.2, 10),  ONE_STEP, NB_SMOKE },
              { "m = 0.5, K = 3",  ON(0.5, 1.5, 3), ONE_STEP, NB_SMOKE }) },
        { .name = "K steps in the limit", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = limit, .because = "K" },
          .instances = NB_INSTANCES_OF({ "m = 2, K = 10", ON(2, 0.2, 10), ONE_STEP, NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "printed-slow", .label = "1 - a / (m K) at m = 1/2, where it promises too much", .breaks = "a m / K",
          .target = { .account = as_printed },
          .on = NB_INSTANCES_OF({ "m = 0.5, a = 0.2, K = 10", ON(0.5, 0.2, 10), ONE_STEP, NB_SMOKE }) },
        { .slug = "fewer-steps", .label = "K steps are more than enough", .breaks = ">= K", .part = 1,
          .relation = NB_AT_MOST }),
    .errata = NB_ERRATA({ "C-14", NB_FALSE_AS_PRINTED,
        "the contraction rate for single-sample SGD with this step-size is 1 - a / (m l)",
        "1 - \\frac{\\alpha}{m\\ell}",
        { .slug = "printed", .label = "1 - a / (m K), as printed", .breaks = "a m / K",
          .reason = "steps of a / K contract by 1 - a m / K; the printed rate is right at m = 1 alone",
          .target = { .account = as_printed },
          .on = NB_INSTANCES_OF({ "m = 2, a = 0.2, K = 10", ON(2, 0.2, 10), ONE_STEP, NB_SMOKE }) } }),
};
