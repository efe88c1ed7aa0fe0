// SPDX-License-Identifier: GPL-3.0-or-later
/* q(x) = -ln |1 - x^2| >= 0 just where |x| <= sqrt 2: |1 - x^2| <= 1. At |x| = 1 it is +inf: that step makes u + v or
 * u - v 0 for ever. */
#include "experiments/diagonal_network/gains.h"

/* q up to `edge` and -q beyond it are not negative; x = 0, 1/256, ... and the ends of both ranges. */
static nb_status signs(nb_ledger *l, double edge)
{
    for (int i = 0; i <= 1024; i++)
        for (int sign = -1; sign <= 1; sign += 2) {
            const double x = i < 1024 ? i / 256. : edge, q = nb_q(sign * x);
            NB_TRY(nb_enter(l, (nb_pair){ x <= edge ? "q(x)" : "-q(x)", x <= edge ? q : -q, 0, .scale = 1 + fabs(q) }));
        }
    return NB_OK;
}
static nb_status root_2 (const nb_trial *t, nb_ledger *l) { (void)t; return signs(l, sqrt(2)); }
static nb_status percent(const nb_trial *t, nb_ledger *l) { (void)t; return signs(l, 1.01 * sqrt(2)); }
static nb_status further(const nb_trial *t, nb_ledger *l) { (void)t; return signs(l, 1.5); }
static nb_status nearer (const nb_trial *t, nb_ledger *l) { (void)t; return signs(l, 1); }

static nb_status values(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    NB_TRY(nb_enter(l, (nb_pair){ "q(sqrt 2)", nb_q(sqrt(2)), 0, .scale = 1 }));
    NB_TRY(nb_enter(l, (nb_pair){ "q(3/2)", nb_q(1.5), .rhs = nb_log(0.8) }));
    NB_TRY(nb_enter(l, (nb_pair){ "q(2)", nb_q(2), .rhs = -nb_log(3) }));
    return nb_enter(l, (nb_pair){ "exp(-q(1))", nb_exp(-nb_q(1)), .rhs = 0 });
}

static bool always(const nb_setup *s) { (void)s; return true; }

const nb_claim nb_claim_diagonal_network_q_sign = {
    .id     = "diagonal_network/q-sign",
    .title  = "A step shrinks the effective start just where |x| <= sqrt 2",
    .source = { NB_GUNASEKAR, "Role of stochasticity and step-size", "" },
    .text   = "q(x) = -ln((1 - x^2)^2) / 2 >= 0 if and only if |x| <= sqrt 2",
    .latex  = "q(x) = -\\tfrac12\\ln\\left((1-x^2)^2\\right) \\ge 0 \\iff |x| \\le \\sqrt2",
    .premises = NB_PREMISES({ "x is a real number", always }),
    .parts = NB_PARTS(
        { .name = "sign", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = root_2, .because = "|1 - x^2| <= 1" },
          .instances = NB_INSTANCES_OF({ "x = 0, +-1/256, ..., +-4", .level = NB_SMOKE }) },
        { .name = "values", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = values, .because = "ln 1, ln 4/5, ln 1/3, 0" },
          .instances = NB_INSTANCES_OF({ "x = sqrt 2, 3/2, 2, 1", .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "further", .label = "|x| <= 3/2", .breaks = "sqrt 2", .target = { .account = further } },
        { .slug = "one-percent", .label = "|x| <= 1.01 sqrt 2", .breaks = "sqrt 2", .target = { .account = percent } },
        { .slug = "nearer", .label = "|x| <= 1", .breaks = "only if", .target = { .account = nearer } }),
};
