// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent on a semi-smooth function with the error bound converges linearly to f* = 0.
 *
 * Let f be (c, beta)-semi-smooth, delta f <= |f'|^2, 0 < a < 1 / beta, c <= sqrt(delta) a beta / 2, x+ = x - a f'(x).
 *
 *     f(x+)  <=  f - a |f'|^2 + c a |f'| sqrt(f) + (beta a^2 / 2) |f'|^2
 *            <=  f - a |f'|^2 + (c a / sqrt(delta)) |f'|^2 + (beta a^2 / 2) |f'|^2     sqrt(f) <= |f'| / sqrt(delta)
 *            <=  f - a (1 - beta a) |f'|^2  <=  (1 - delta a (1 - beta a)) f.
 *
 * The source ends with c in the place of delta: a wrong factor, which for c = 0 would show no convergence at all.
 */
#include <stdio.h>

#include "experiments/error_bound/cases.h"

enum { STEPS = 6 };

/* f(x_{k+1}) / f(x_k) along gradient descent from the upper end of the range. */
static nb_status ratios(const nb_trial *t, nb_ledger *l, long double rate)
{
    const double a = t->setup[0].arm->step.a;
    const nb_curve f = nb_curve_of(&t->setup[0]);
    double x = f.high;
    for (int k = 0; k < STEPS; k++) {
        const double next = x - a * (double)nb_curve_slope(&f, x);
        char label[32];
        snprintf(label, sizeof label, "f(x_%d) / f(x_%d)", k + 1, k);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_curve_value(&f, next) / nb_curve_value(&f, x),
                                      .rhs = 1 - rate * a * (1 - (long double)f.beta * a), .scale = 1 }));
        x = next;
    }
    return NB_OK;
}

static nb_status by_delta(const nb_trial *t, nb_ledger *l) { return ratios(t, l, t->setup[0].arm->numbers[NB_DELTA]); }
static nb_status by_c    (const nb_trial *t, nb_ledger *l) { return ratios(t, l, t->setup[0].arm->numbers[NB_C]); }
static nb_status by_twice(const nb_trial *t, nb_ledger *l)
{
    return ratios(t, l, 2 * t->setup[0].arm->numbers[NB_DELTA]);
}

static bool zero_loss(const nb_setup *s)
{
    return nb_curve_of(s).f_star == 0;
}

static bool short_step(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * s->arm->numbers[NB_BETA] < 1;
}

static bool small_c(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    return f.c <= sqrt(f.delta) * s->arm->step.a * f.beta / 2 * (1 + 0x1p-50);
}

#define BOWL   NB_CURVE_STEP(0.5, NB_PARABOLA, 0.005, 0, -4, 4, [NB_DELTA] = 0.01, [NB_BETA] = 1, [NB_C] = 0.025)
#define RAISED NB_CURVE_STEP(0.5, NB_RAISED, 0.005, 1, -4, 4, [NB_DELTA] = 0.01, [NB_BETA] = 1, [NB_C] = 0.025)
#define KINKED NB_CURVE_STEP(0.25, NB_KINKED, 0.1, 1, -3, 3, [NB_DELTA] = 2, [NB_BETA] = 2, [NB_C] = 0.1415)

const nb_claim nb_claim_error_bound_semismooth_rate = {
    .id     = "error_bound/semismooth-rate",
    .title  = "Gradient descent on a semi-smooth function with the error bound is linear",
    .source = { NB_GISELSSON, "Convergence - Error bound and semi-smoothness", "Allen-Zhu, Li and Song (2019)" },
    .text   = "f(x_{k+1}) <= (1 - delta a (1 - beta a)) f(x_k)",
    .latex  = "f(x_{k+1}) \\le (1-\\delta\\gamma(1-\\beta\\gamma))f(x_k)",
    .premises = NB_PREMISES(
        { "f is (c, beta)-semi-smooth",             nb_semismooth },
        { "the error bound holds with delta",       nb_error_bound },
        { "f* = 0",                                 zero_loss },
        { "the step is constant, 0 < a < 1 / beta", short_step },
        { "c <= sqrt(delta) a beta / 2",            small_c }),
    .parts = NB_PARTS(
        { .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = by_delta, .because = "1 - delta a (1 - beta a)" },
          .instances = NB_INSTANCES_OF(
              { "0.0025 x^2, delta = 0.01, c = 0.025, beta = 1, a = 1 / 2", BOWL },
              { "x^2 / 2 + 0.1 max(x - 1, 0) from 3, a = 1 / 4",            KINKED }) }),
    .controls = NB_CONTROLS(
        { .slug = "delta-doubled", .label = "delta doubled", .breaks = "delta", .target = { .account = by_twice },
          .on = NB_INSTANCES_OF({ "x^2 / 2 + 0.1 max(x - 1, 0) from 3, a = 1 / 4", KINKED }) },
        { .slug = "raised", .label = "f* = 1", .breaks = "f* = 0", .premise = zero_loss,
          .on = NB_INSTANCES_OF({ "0.0025 x^2 + 1", RAISED }) }),
    .errata = NB_ERRATA({ "G-2", NB_FALSE_AS_PRINTED,
        "f(x_{k+1}) <= (1 - c a (1 - beta a)) f(x_k)",
        "f(x_{k+1}) \\le (1-c\\gamma(1-\\beta\\gamma))f(x_k)",
        { .slug = "printed", .label = "c in the place of delta", .breaks = "delta",
          .reason = "the factor contains delta of the error bound, not c of semismoothness, and delta may be less",
          .target = { .account = by_c },
          .on = NB_INSTANCES_OF({ "0.0025 x^2, delta = 0.01, c = 0.025, beta = 1, a = 1 / 2", BOWL }) } }),
};
