// SPDX-License-Identifier: GPL-3.0-or-later
/* L* from two step sizes: 2 L(eta/2) - L(eta), with an error of order 2 (Richardson).
 *
 * L(eta) = L* + c eta + O(eta^2) gives 2 L(eta/2) - L(eta) = L* + O(eta^2). The source writes L* = L(eta) - 2 (L(eta)
 * - L(eta/2)), which is that, and goes on to L(eta) - 2 L(eta/2), which has the opposite sign. With L* = 0 the two
 * could not be told apart: here L* = 1.
 */
#include <stdio.h>

#include "experiments/quadratic_basin/cases.h"

/* f(x_t) where f* = 1. */
static void loss_from_one(const nb_setup *s, const nb_flock *f, double *out)
{
    nb_gap.run(s, f, out);
    for (size_t l = 0; l < f->lanes; l++)
        out[l] += 1;
}
static const nb_observable loss = { "loss", "f(x_t)", .run = loss_from_one };

static double variance_of_gap(const nb_setup *s, uint64_t t)
{
    const double mean = nb_exact_gap(s, t);
    return nb_exact_gap_square(s, t) - mean * mean;
}

static const double l_star[] = { 1 };

/* 2 L(eta/2) - L(eta) - L* on arm a. */
static double error(const nb_trial *t, size_t a)
{
    return 2 * nb_settled_gap(&t->setup[a + 1]) - nb_settled_gap(&t->setup[a]);
}

static nb_status enter_orders(const nb_trial *t, nb_ledger *l, double order)
{
    for (size_t a = 0; a + 2 < t->arms; a++) {
        char label[48];
        snprintf(label, sizeof label, "order of the error at eta = %g", t->setup[a].arm->step.a);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_log2(error(t, a) / error(t, a + 1)), .rhs = order,
                                      .within = 0.1 }));
    }
    return NB_OK;
}
static nb_status second(const nb_trial *t, nb_ledger *l) { return enter_orders(t, l, 2); }
static nb_status first (const nb_trial *t, nb_ledger *l) { return enter_orders(t, l, 1); }

#define A(size) NB_IN_BASIN(size, NB_CASE_A)
#define B(size) NB_IN_BASIN(size, NB_CASE_B)

const nb_claim nb_claim_quadratic_basin_richardson = {
    .id     = "quadratic_basin/richardson",
    .title  = "Two step sizes give the optimal loss, to second order",
    .source = { NB_MCALLESTER, "Analyzing Stationary Distributions", "" },
    .text   = "L* = L(eta) - 2 (L(eta) - L(eta/2)) + O(eta^2) = 2 L(eta/2) - L(eta) + O(eta^2)",
    .latex  = "\\mathcal{L}^\\star = 2\\mathcal{L}(\\eta/2) - \\mathcal{L}(\\eta) + O(\\eta^2)",
    .premises = NB_PREMISES(
        { "every step draws a fresh batch", nb_fresh_batches },
        { "the step has a stationary law",  nb_stable_step }),
    .parts = NB_PARTS(
        { .name = "simulated, L* = 1", .kind = NB_CONTRAST, .relation = NB_EQUALS, .watch = NB_WATCH(&loss),
          .margin = 0.005,
          .target = { .numbers = l_star, .because = "L* = 1" },
          .given = { .kind = NB_VARIANCE, .formula = variance_of_gap,
                     .because = "E X^2 by the exact fourth-moment recursion" },
          .weights = NB_WEIGHTS(-1, 2),
          .instances = NB_INSTANCES_OF({ "case A, eta = 0.05, 0.025", NB_ARMS(A(0.05), A(0.025)), NB_TIMES(320),
                                         NB_CI }) },
        { .name = "exact error, order 2", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = second, .because = "2, the remainder being of order 3" },
          .instances = NB_INSTANCES_OF(
              { "case A, eta = 0.05, 0.025", NB_ARMS(A(0.05), A(0.025), A(0.0125), A(0.00625)), NB_TIMES(1), NB_SMOKE },
              { "case B, eta = 0.05, 0.025", NB_ARMS(B(0.05), B(0.025), B(0.0125), B(0.00625)), NB_TIMES(1),
                NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "without-extrapolation", .label = "L(eta) itself", .breaks = "two step sizes", .part = 0,
          .weights = NB_WEIGHTS(1, 0) },
        { .slug = "first-order", .label = "an error of order 1", .breaks = "O(eta^2)", .part = 1,
          .target = { .account = first } }),
    .errata = NB_ERRATA({ "M-18", NB_FALSE_AS_PRINTED, "L* = L(eta) - 2 L(eta/2)",
        "\\mathcal{L}^\\star = \\mathcal{L}(\\eta) - 2\\mathcal{L}(\\eta/2)",
        { .slug = "printed", .label = "the sign of the last form, as printed", .breaks = "2 L(eta/2) - L(eta)",
          .reason = "the sign is reversed: L* = 2 L(eta/2) - L(eta) + O(eta^2)",
          .part = 0,
          .weights = NB_WEIGHTS(1, -2) } }),
};
