// SPDX-License-Identifier: GPL-3.0-or-later
/* A batch of K with K times the step: the same floor for the same number of gradients, to first order in the step.
 *
 * On f = x^2 / 2 with noise of variance 1 a gradient, a batch of K has variance 1/K. With step K a
 *
 *     E x_t^2 = (1 - (1 - K a)^(2t)) a / (2 - K a)   from x*,
 *
 * with floor a/2 + O(K a^2) for every K, until K a comes near 2: at K a = 1.6 it is 4.9 times that of single gradients.
 * Arm k stands for K = 2^k: noise 2^(-k/2), step 2^k a.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

static const double a = 0.05;           // of single gradients

/* E x_t^2 from x* when the arm's step is `step` = K a and its noise has variance 1/K. */
static double square(const nb_setup *s, uint64_t t)
{
    const double step = s->arm->step.a, floor = step * s->k.sigma0 / (2 - step);
    return (1 - nb_power(1 - step, 2 * t)) * floor;
}

/* What single gradients give after as many gradients. */
static double same_floor(const nb_setup *s, uint64_t t)
{
    (void)s;
    return (1 - nb_power(1 - a, 2 * t)) * a / (2 - a);
}

/* | floor / (a/2) - 1 | = K a / (2 - K a), and so at most K a while K a <= 1. */
static nb_status first_order(const nb_trial *t, nb_ledger *l)
{
    for (size_t k = 0; k < t->arms; k++) {
        const nb_setup *s = &t->setup[k];
        const double step = s->arm->step.a, single = step * s->k.sigma0;
        char label[48];
        snprintf(label, sizeof label, "floor over a / 2, less 1, at K a = %g", step);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = 2 * (long double)nb_exact_floor(s) / (single / 2) - 1, .rhs = step,
                                      .scale = 2 }));
    }
    return NB_OK;
}

/* Never above a / |2 - K a|, the floor where there is one. */
static nb_status stays_below(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t at = t->instance->at.item[k];
        char label[32];
        snprintf(label, sizeof label, "E x_t^2, t = %llu", (unsigned long long)at);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_exact_distance(s, at),
                                      .rhs = s->arm->step.a * s->k.sigma0 / fabs(2 - s->arm->step.a),
                                      .roundings = 64 * (unsigned)(at + 1) }));
    }
    return NB_OK;
}

static bool one_dimension(const nb_setup *s)
{
    return nb_additive_gaussian(s) && s->problem.dim == 1 && s->k.L == 1 && s->k.m == 1;
}

/* K: noise variance 1/K, step K a. */
#define BATCH(K, root, size) NB_SGD((K) * (size), NULL, { .type = &nb_quadratic, .dim = 1, .noise = root })
#define R2 0.70710678118654752440       // 2^(-1/2)
#define TO_8(size)  NB_ARMS(BATCH(1, 1, size), BATCH(2, R2, size), BATCH(4, 0.5, size), BATCH(8, R2 / 2, size))
#define TO_32(size) NB_ARMS(BATCH(1, 1, size), BATCH(2, R2, size), BATCH(4, 0.5, size), BATCH(32, R2 / 4, size))

const nb_claim nb_claim_noise_ball_batch_no_gain = {
    .id     = "noise_ball/batch-no-gain",
    .title  = "Batches gain nothing a gradient, to first order in the step",
    .source = { NB_CHAUDHARI, "2, Remark 9", "" },
    .text   = "batches of K with step K a have the floor a / (2 - K a) on f = x^2 / 2: a / 2 + O(K a^2), whatever K",
    .latex  = "\\mathbb{E}x_t^2 \\to \\frac{a}{2-Ka} = \\frac{a}{2} + O(Ka^2)",
    .premises = NB_PREMISES(
        { "f = x^2 / 2 with additive Gaussian noise", one_dimension },
        { "the second moment stays finite",           nb_stable_step }),
    .parts = NB_PARTS(
        { .name = "simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02,
          .target = { .formula = square, .because = "closed form" }, .given = NB_GAUSSIAN_SQUARES,
          .instances = NB_INSTANCES_OF(
              { "a = 0.05, K = 1, 2, 4, 8", TO_8(0.05), NB_TIMES(64), NB_CI },
              { "a = 0.05, K = 16", NB_ARMS(BATCH(16, 0.25, 0.05)), NB_TIMES(64), NB_CI },
              { "a = 0.05, K = 32", NB_ARMS(BATCH(32, R2 / 4, 0.05)), NB_TIMES(64), NB_CI }) },
        { .name = "first order", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = first_order, .because = "K a" },
          .instances = NB_INSTANCES_OF(
              { "a = 0.05, K = 1, 2, 4, 8",   TO_8(0.05),   NB_TIMES(1), NB_SMOKE },
              { "a = 0.001, K = 1, 2, 4, 32", TO_32(0.001), NB_TIMES(1), NB_SMOKE }) },
        { .name = "never above the floor", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = stays_below, .because = "a / (2 - K a)" },
          .instances = NB_INSTANCES_OF(
              { "a = 0.05, K = 1",  NB_ARMS(BATCH(1, 1, 0.05)),       NB_TIMES(1, 10, 100, 1000), NB_SMOKE },
              { "a = 0.05, K = 32", NB_ARMS(BATCH(32, R2 / 4, 0.05)), NB_TIMES(1, 10, 100, 1000), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "same-floor", .label = "the same floor at K a = 1.6", .breaks = "to first order",
          .target = { .formula = same_floor },
          .on = NB_INSTANCES_OF({ "a = 0.05, K = 32", NB_ARMS(BATCH(32, R2 / 4, 0.05)), NB_TIMES(64), NB_CI }) },
        { .slug = "step-21", .label = "K a = 2.1", .breaks = "K a < 2", .part = 2, .premise = nb_stable_step,
          .on = NB_INSTANCES_OF(
              { "a = 2.1 / 32, K = 32", NB_ARMS(BATCH(32, R2 / 4, 2.1 / 32)), NB_TIMES(1, 10, 100), NB_SMOKE }) }),
};
