// SPDX-License-Identifier: GPL-3.0-or-later
/* The effective start is no larger than the start: Gain = ln(alpha^2 / alpha_inf^2) = sum_t q(x_t) >= 0, weight by
 * weight, if all |x_t| <= sqrt 2 (diagonal_network/q-sign).
 *
 * One longer step is enough to the contrary, in a descent that converges all the same: x = (1, 0.4), y = 1, alpha = 0.1
 * and gamma = 2, then 0.02, begin with x_0 = (-2, -0.8), and Gain = (-1.07, 1.03). A step with |x| = 1 is legal: its
 * weight's Gain is +inf, and u + v or u - v is 0 from there on.
 */
#include <stdio.h>

#include "experiments/diagonal_network/gains.h"

static const double converged = 1e-26;

static nb_status each(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    (void)how;
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
        for (size_t k = 0; k < r->d; k++) {
            char label[48];
            snprintf(label, sizeof label, "Gain of weight %zu", k + 1);
            NB_TRY(nb_enter(l, (nb_pair){ label, g.gain[k], 0, .scale = 1 }));
        }
    }
    return NB_OK;
}
static nb_status gains(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, each, 0); }

static nb_status longest(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    nb_gains g;
    (void)how;
    NB_TRY(nb_gains_at_end(t, 0, r, converged, &g));
    return nb_enter(l, (nb_pair){ "max |x_t|", g.most, .rhs = sqrt(2) });
}
static nb_status steps(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, longest, 0); }

static nb_status pole(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    nb_gains g;
    (void)how;
    NB_TRY(nb_gains_at_end(t, 0, r, converged, &g));
    NB_TRY(nb_enter(l, (nb_pair){ "exp(-Gain) after |x| = 1", nb_exp(-g.gain[0]), .rhs = 0 }));
    return nb_enter(l, (nb_pair){ "u^2 - v^2 after |x| = 1", g.square[0], .rhs = 0 });
}
static nb_status at_pole(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, pole, 0); }

#define A(gamma, b) NB_ARMS(NB_PQ(gamma, 0.1, b, NB_A_DIM, NB_INSTANCE_A)), NB_TIMES(200000), NB_SMOKE
#define THREE NB_INSTANCES_OF({ "A, GD, gamma = 0.3",          A(0.3, 0)  }, \
                              { "A, SGD, b = 1, gamma = 0.05", A(0.05, 1) }, \
                              { "A, SGD, b = 4, gamma = 0.15", A(0.15, 4) })
#define LONG_STEP NB_INSTANCES_OF({ "x = (1, 0.4), gamma = 2, then 0.02", NB_ARMS(NB_TWO_PHASES(4, 2, 0.02)), \
                                    NB_TIMES(20000), NB_SMOKE })

const nb_claim nb_claim_diagonal_network_gain_nonnegative = {
    .id     = "diagonal_network/gain-nonnegative",
    .title  = "The effective start is no larger than the start",
    .source = { NB_GUNASEKAR, "\"gain\" from (stochastic) gradient descent", "" },
    .text   = "Gain = ln(alpha^2 / alpha_inf^2) >= 0 for every weight if all |x_t| <= sqrt 2",
    .latex  = "\\max_t|x_t|\\le\\sqrt2\\ \\Rightarrow\\ \\mathrm{Gain} = \\ln(\\alpha^2/\\alpha_\\infty^2) \\ge 0",
    .premises = NB_PREMISES(
        { "u = alpha, v = 0 at the start",    nb_starts_at_v_zero },
        { "the first step has |x| <= sqrt 2", nb_first_step_is_short }),
    .parts = NB_PARTS(
        { .name = "Gain >= 0", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = gains, .because = "0" }, .instances = THREE },
        { .name = "all |x_t| <= sqrt 2", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = steps, .because = "sqrt 2" }, .instances = THREE },
        { .name = "|x| = 1", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = at_pole, .because = "0" },
          .instances = NB_INSTANCES_OF({ "x = (1, 0.5), gamma = 1, then 0.1", NB_ARMS(NB_TWO_PHASES(5, 1, 0.1)),
                                         NB_TIMES(20000), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "long-step", .label = "a first step with |x| = 2", .breaks = "|x_t| <= sqrt 2", .part = 0,
          .premise = nb_first_step_is_short, .on = LONG_STEP }),
    .errata = NB_ERRATA(
        { "G17", NB_WORDING, "Gain = log(alpha^2 / alpha_inf^2) >= 0",
          "\\mathrm{Gain}_\\gamma = \\log(\\alpha^2/\\alpha_\\infty^2) \\ge 0,\\ \\in \\mathbb{R}_+^d",
          { .slug = "printed", .label = "whatever the steps that converge, as printed", .breaks = "|x_t| <= sqrt 2",
            .reason = "q(x) < 0 where x^2 > 2, so that one long step makes a gain negative; gains are positive while "
                      "|x_t| <= sqrt 2",
            .part = 0, .premise = nb_first_step_is_short, .on = LONG_STEP } }),
};
