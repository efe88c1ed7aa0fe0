// SPDX-License-Identifier: GPL-3.0-or-later
/* A batch of K does not allow K times the step.
 *
 * In one dimension let the terms' curvatures H have mean h and variance v, without noise at x*. A batch of K has
 *
 *     E x+^2 = (1 - 2 a h + a^2 (h^2 + v / K)) x^2,     a factor < 1  iff  a < 2 h / (h^2 + v / K),
 *
 * a cap that grows with K only until h^2 outweighs v / K, and never beyond gradient descent's 2/h. Here H is 1 or 9:
 * h = 5, v = 16, caps 0.244, 0.303, 0.345, 0.370, 0.385 for K = 1, 2, 4, 8, 16 and 0.4 in the limit. Theorem 7's own
 * limit 1 / (L sigma_K), sigma_K = 1 + (sigma - 1) / K, stays below 1/L. Just beyond a cap paths still converge while
 * the mean does not, and the recursion decides; at K = 2 with twice the cap of K = 1 paths diverge as well.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

/* 1 / K: 0 for full batches. */
static double share(const nb_setup *s)
{
    return nb_batch_share(s);
}

/* h and v by definition. */
static void curvatures(const nb_setup *s, double *h, double *v)
{
    const double N = (double)s->problem.terms;
    double square = 0;
    *h = 0;
    for (size_t i = 0; i < s->problem.terms; i++) {
        double H, g;
        s->problem.run->term(&s->problem, i, &H, &g);
        *h += H / N;
        square += H * H / N;
    }
    *v = square - *h * *h;
}

static double cap(const nb_setup *s, double b)
{
    double h, v;
    curvatures(s, &h, &v);
    return 2 * h / (h * h + b * v);
}

static nb_status caps(const nb_trial *t, nb_ledger *l, bool scaled)
{
    for (size_t k = 0; k < t->arms; k++) {
        const nb_setup *s = &t->setup[k];
        const double b = share(s);
        double limit;
        char label[48];
        snprintf(label, sizeof label, "stability limit at 1/K = %g", b);
        NB_TRY(nb_moments_limit(s, &limit, NULL));
        const double said = scaled ? cap(s, 1) / b : cap(s, b);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = limit, .rhs = said, .roundings = 512 }));
    }
    return NB_OK;
}

static nb_status as_stated(const nb_trial *t, nb_ledger *l) { return caps(t, l, false); }
static nb_status by_batch (const nb_trial *t, nb_ledger *l) { return caps(t, l, true); }

/* sigma_K by Theorem 7: 1 / (L sigma_K) against 1 / L. */
static nb_status below_gradient_descent(const nb_trial *t, nb_ledger *l)
{
    for (size_t k = 0; k < t->arms; k++) {
        const nb_setup *s = &t->setup[k];
        const double sigma = 1 + share(s) * (s->k.sigma - 1);
        char label[48];
        snprintf(label, sizeof label, "1 / (L sigma_K) at 1/K = %g", share(s));
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = 1 / (s->k.L * sigma), .rhs = 1 / s->k.L }));
    }
    return NB_OK;
}

static double start(const nb_setup *s, uint64_t t)
{
    (void)t;
    return s->arm->start.point[0] * s->arm->start.point[0];
}

static nb_status never_above_start(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t at = t->instance->at.item[k];
        char label[32];
        snprintf(label, sizeof label, "E x_t^2, t = %llu", (unsigned long long)at);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_exact_distance(s, at), .rhs = start(s, at),
                                      .roundings = 64 * (unsigned)(at + 1) }));
    }
    return NB_OK;
}

static bool below_cap(const nb_setup *s)
{
    return nb_constant_step(s) && s->problem.run && s->problem.dim == 1 && s->problem.terms > 0
        && s->arm->step.a < cap(s, share(s));
}

static bool independent_draws(const nb_setup *s)
{
    return s->arm && (s->arm->sampling.scheme == NB_WITH_REPLACEMENT || s->arm->sampling.scheme == NB_FULL_BATCH);
}

/* Curvatures 1 and 9, sixteen of each; no gradient at 0. */
#define FOUR 1, 0, 9, 0, 1, 0, 9, 0
static const double ones_and_nines[] = { FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, FOUR };
#define TERMS       { .type = &nb_finite_sum, .dim = 1, .terms = 32, .data = ones_and_nines }
#define OF(K, size) NB_BATCHES(size, nb_at_one, NB_WITH_REPLACEMENT, K, TERMS)
#define ALL         NB_BATCHES(0.1, nb_at_one, NB_FULL_BATCH, 0, TERMS)

const nb_claim nb_claim_noise_ball_step_cap_vs_batch = {
    .id     = "noise_ball/step-cap-vs-batch",
    .title  = "The largest step does not grow with the batch",
    .source = { NB_CHAUDHARI, "2, Remark 10", NB_MCALLESTER ", scaling eta" },
    .text   = "E x_t^2 stays finite iff a < 2 h / (h^2 + v / K): about K times the cap of single terms only "
              "while K << v / h^2",
    .latex  = "a < \\frac{2h}{h^2+v/K} \\le \\frac{2}{h},\\qquad \\frac{1}{L\\sigma_K} \\le \\frac1L",
    .premises = NB_PREMISES(
        { "every individual gradient vanishes at x*",    nb_interpolates },
        { "batches are drawn with replacement, or full", independent_draws },
        { "a < 2 h / (h^2 + v / K)",                     below_cap }),
    .parts = NB_PARTS(
        { .name = "caps", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = as_stated, .because = "2 h / (h^2 + v / K)" },
          .instances = NB_INSTANCES_OF(
              { "H = 1 or 9, K = 1, 2, 4",     NB_ARMS(OF(1, 0.1), OF(2, 0.1), OF(4, 0.1)), NB_TIMES(1), NB_SMOKE },
              { "H = 1 or 9, K = 8, 16, full", NB_ARMS(OF(8, 0.1), OF(16, 0.1), ALL),       NB_TIMES(1), NB_SMOKE }) },
        { .name = "Theorem 7's limit", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = below_gradient_descent, .because = "1 / L" },
          .instances = NB_INSTANCES_OF(
              { "H = 1 or 9, K = 1, 4, 16", NB_ARMS(OF(1, 0.1), OF(4, 0.1), OF(16, 0.1)), NB_TIMES(1), NB_SMOKE }) },
        { .name = "no growth below the cap", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = never_above_start, .because = "x_0^2" },
          .instances = NB_INSTANCES_OF(
              { "K = 1, a = 0.243", NB_ARMS(OF(1, 0.243)), NB_TIMES(1, 10, 100, 1000), NB_SMOKE },
              { "K = 2, a = 0.303", NB_ARMS(OF(2, 0.303)), NB_TIMES(1, 10, 100, 1000), NB_SMOKE }) },
        { .name = "no growth below the cap, simulated", .kind = NB_MEAN, .relation = NB_AT_MOST,
          .watch = NB_WATCH(&nb_distance),
          .target = { .formula = start, .because = "x_0^2" }, .given = NB_EXACT_DISTANCE_SQUARE,
          .instances = NB_INSTANCES_OF({ "K = 2, a = 0.2", NB_ARMS(OF(2, 0.2)), NB_TIMES(1, 2, 4), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "cap-by-batch", .label = "a cap K times that of single terms", .breaks = "h^2 + v / K",
          .target = { .account = by_batch },
          .on = NB_INSTANCES_OF({ "H = 1 or 9, K = 2", NB_ARMS(OF(2, 0.1)), NB_TIMES(1), NB_SMOKE }) },
        { .slug = "beyond-the-cap", .label = "5 percent beyond the cap, where paths still converge",
          .breaks = "a < 2 h / (h^2 + v / K)", .part = 2, .premise = below_cap,
          .on = NB_INSTANCES_OF({ "K = 2, a = 0.318", NB_ARMS(OF(2, 0.318)), NB_TIMES(1, 10, 100), NB_SMOKE }) },
        { .slug = "twice-the-cap", .label = "K = 2 with twice the cap of K = 1: paths diverge",
          .breaks = "a < 2 h / (h^2 + v / K)", .part = 3, .premise = below_cap,
          .on = NB_INSTANCES_OF({ "K = 2, a = 0.4878", NB_ARMS(OF(2, 0.4878)), NB_TIMES(2, 5, 10), NB_CI }) }),
};
