// SPDX-License-Identifier: GPL-3.0-or-later
/* The stationary loss grows with the step from L*, with slope E |g_i|^2 / 4 at 0.
 *
 * Under the stationary law E |D+|^2 = E |D|^2, hence (quadratic_basin/exact-identity)
 *
 *     (L(eta) - L*) / eta = (1/4) E E_i |g_i + H_i D|^2 = (1/4) (E |g_i|^2 + tr(Q S)),     Q = E H_i^2, E D = 0,
 *
 * and 0 <= tr(Q S) <= 2 tr Q (L(eta) - L*) / m, which goes to 0 with eta. It takes E g_i = 0, Hb = E H_i > 0 and a
 * step for which the second moment has a fixed point; single H_i may be indefinite, as one of case B is.
 */
#include <stdio.h>

#include "experiments/quadratic_basin/cases.h"

/* |(L(eta) - L*) / eta - share E |g|^2| against what tr(Q S) / 4 may be, for each eta. */
static nb_status enter_slopes(const nb_trial *t, nb_ledger *l, double share)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        const double slope = nb_settled_gap(s) / s->arm->step.a;
        char label[64];
        snprintf(label, sizeof label, "slope less its limit, eta = %g", s->arm->step.a);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = fabs(slope - share * nb_means_of(s).gg),
                                      .rhs = nb_excess_most(s) / 4,
                                      .scale = slope, .roundings = 4096 }));
    }
    return NB_OK;
}
static nb_status slopes (const nb_trial *t, nb_ledger *l) { return enter_slopes(t, l, 0.25); }
static nb_status doubled(const nb_trial *t, nb_ledger *l) { return enter_slopes(t, l, 0.5); }
static nb_status percent(const nb_trial *t, nb_ledger *l) { return enter_slopes(t, l, 0.25 * 1.01); }
static nb_status whole  (const nb_trial *t, nb_ledger *l) { return enter_slopes(t, l, 1); }

/* E |D_t|^2 no longer changes. */
static nb_status stands(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const uint64_t late = t->instance->at.item[t->times - 1];
    return nb_enter(l, (nb_pair){ "E |D_2T|^2, E |D_T|^2", .lhs = nb_exact_distance(s, late),
                                  .rhs = nb_exact_distance(s, late / 2), .roundings = 64 * (unsigned)late });
}

static double slope_at_zero(const nb_setup *s, uint64_t t)
{
    (void)t;
    return nb_means_of(s).gg / 4;
}
static double half_of_squares(const nb_setup *s, uint64_t t) { return 2 * slope_at_zero(s, t); }
static double all_of_squares (const nb_setup *s, uint64_t t) { return 4 * slope_at_zero(s, t); }

#define A(size)   NB_IN_BASIN(size, NB_CASE_A)
#define B(size)   NB_IN_BASIN(size, NB_CASE_B)
#define EVERY(of) NB_ARMS(of(0.2), of(0.1), of(0.05), of(0.025), of(0.0125), of(0.001)), NB_TIMES(1), NB_SMOKE
#define BOTH(of)  NB_ARMS(of(0.1), of(0.05)), NB_TIMES(160), NB_CI
#define LATE      NB_TIMES(400)
static const double ridge[] = { 1, -0.5 };

const nb_claim nb_claim_quadratic_basin_slope = {
    .id     = "quadratic_basin/slope",
    .title  = "The stationary loss has slope E |g_i|^2 / 4 in the step",
    .source = { NB_MCALLESTER, "A Quadratic Basin Theorem, proof", "" },
    .text   = "dL/deta at eta = 0 is E |g_i|^2 / 4, for E g_i = 0 and E H_i > 0; single H_i may be indefinite",
    .latex  = "\\frac{d\\mathcal{L}(\\eta)}{d\\eta}\\Big|_{\\eta=0} = \\tfrac14\\,\\mathbb{E}_i\\|g_i\\|^2",
    .premises = NB_PREMISES(
        { "every step draws a fresh batch",                           nb_fresh_batches },
        { "E H_i > 0, and eta so small that the moments settle",      nb_stable_step }),
    .parts = NB_PARTS(
        { .name = "limit", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = slopes, .because = "tr Q (L(eta) - L*) / 2 m -> 0" },
          .instances = NB_INSTANCES_OF({ "case A, eta from 0.2 to 0.001", EVERY(A) },
                                       { "case B, eta from 0.2 to 0.001", EVERY(B) }) },
        { .name = "stationary loss, simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap),
          .tolerance = 0.02,
          .target = { .formula = nb_stationary_gap, .because = "fixed point of the exact recursion" },
          .given = NB_EXACT_GAP_SQUARE,
          .instances = NB_INSTANCES_OF({ "case A, eta = 0.1, 0.05", BOTH(A) },
                                       { "case B, eta = 0.1, 0.05", BOTH(B) }) },
        { .name = "slope extrapolated to 0", .kind = NB_CONTRAST, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap),
          .margin = 0.04,                       // of which 0.006 is what is left of tr(Q S) / 4
          .target = { .formula = slope_at_zero, .because = "E |g_i|^2 / 4" }, .given = NB_EXACT_GAP_SQUARE,
          .weights = NB_WEIGHTS(-1 / 0.1, 2 / 0.05),
          .instances = NB_INSTANCES_OF({ "case A, eta = 0.1, 0.05", BOTH(A) },
                                       { "case B, eta = 0.1, 0.05", BOTH(B) }) },
        { .name = "the moments settle", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = stands, .because = "half the time" },
          .instances = NB_INSTANCES_OF({ "case A, eta = 0.1", NB_ARMS(A(0.1)), LATE, NB_SMOKE },
                                       { "case B, eta = 0.1", NB_ARMS(B(0.1)), LATE, NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "half", .label = "E |g_i|^2 / 2", .breaks = "1/4", .target = { .account = doubled } },
        { .slug = "one-percent", .label = "1.01 E |g_i|^2 / 4", .breaks = "1/4", .target = { .account = percent } },
        { .slug = "whole", .label = "E |g_i|^2", .breaks = "1/4", .target = { .account = whole } },
        { .slug = "half-simulated", .label = "E |g_i|^2 / 2, simulated", .breaks = "1/4", .part = 2,
          .target = { .formula = half_of_squares } },
        { .slug = "whole-simulated", .label = "E |g_i|^2, simulated", .breaks = "1/4", .part = 2,
          .target = { .formula = all_of_squares } },
        { .slug = "indefinite", .label = "E H_i indefinite: no stationary law", .breaks = "E H_i > 0", .part = 3,
          .premise = nb_stable_step,
          .on = NB_INSTANCES_OF({ "f = x^2/2 - y^2/4 with noise, eta = 0.1",
                                  NB_ARMS(NB_IN_BASIN(0.1, { .type = &nb_quadratic, .dim = 2, .data = ridge,
                                                             .noise = 1 })),
                                  LATE, NB_SMOKE }) }),
};
