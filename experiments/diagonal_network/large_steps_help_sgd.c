// SPDX-License-Identifier: GPL-3.0-or-later
/* Larger steps bring SGD nearer to the sparse solution: at the same loss, the error |w - w*| of SGD by single terms
 * with six tenths of the largest step size that gets there is below that with one tenth, on each of thirty regressions
 * drawn independently of another.
 *
 * Were that as likely as the opposite on a random regression, it would happen with probability 2^-30 < 1e-9. Its gain
 * is spread over all weights (diagonal_network/gain-shape) and grows with the step: a smaller start. For GD the
 * opposite holds (diagonal_network/large-steps-hurt-gd). Descents are compared at the same loss, not at the same time.
 */
#include <stdio.h>

#include "experiments/diagonal_network/edges.h"

static const double planted[NB_B_DIM] = { 1, 1, 1 };

/* Errors of SGD or GD with a large and a small share of the largest step size, on regressions seed, seed + 1, ... */
static nb_status errors(const nb_trial *t, const nb_regression *first, nb_ledger *l, int single)
{
    const nb_arm *arm = t->setup[0].arm;
    const size_t count = (size_t)arm->numbers[1];
    (void)first;
    for (size_t i = 0; i < count; i++) {
        nb_problem_spec spec = arm->problem;
        nb_regression r;
        double large[NB_GAINS_WIDEST], small[NB_GAINS_WIDEST];
        char label[64];
        spec.seed += i;
        NB_TRY(nb_regression_make(&r, &spec, NULL));
        nb_edge e = { &r, .alpha = arm->numbers[0], .loss = 1e-5, .most = 20000, .single = single,
                      .stream = t->stream, .replicate = i };
        const double most = single ? nb_edge_largest(&e, 0.02, 0.6, 8) : nb_edge_largest(&e, 0.2, 2.5, 10);
        e.most = 1000000;
        const bool stays = nb_edge_arrives(&e, (single ? 0.6 : 0.98) * most, large);
        const bool slow = nb_edge_arrives(&e, 0.1 * most, small);
        nb_regression_drop(&r);
        snprintf(label, sizeof label, "error with a large step, seed %d, gamma_max = %.3g", (int)spec.seed, most);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = stays ? nb_apart(NB_B_DIM, large, planted) : INFINITY,
                                      .rhs = slow ? nb_apart(NB_B_DIM, small, planted) : 0, .scale = 1 }));
    }
    return NB_OK;
}
static nb_status of_sgd(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, errors, true); }
static nb_status of_gd (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, errors, false); }

static bool random_rows(const nb_setup *s)
{
    return s->arm->problem.table.write == nb_write_triple && s->arm->numbers[0] > 0;
}

#define FROM(seed, count) \
    NB_ARMS({ .problem = { NB_TRIPLE(seed, NB_B_TERMS, NB_B_DIM) }, .numbers = (const double[]){ 0.1, count } })

const nb_claim nb_claim_diagonal_network_large_steps_help_sgd = {
    .id     = "diagonal_network/large-steps-help-sgd",
    .title  = "Large steps bring SGD nearer to the sparse solution",
    .source = { NB_GUNASEKAR, "Large stepsizes help sparse recovery?", "" },
    .text   = "|w - w*| at L < 1e-5 is smaller for SGD with 0.6 gamma_max than with 0.1 gamma_max, on every one of "
              "the regressions",
    .latex  = "\\|w_{0.6\\gamma_{\\max}} - w^\\star\\| < \\|w_{0.1\\gamma_{\\max}} - w^\\star\\|\\ \\text{for SGD}",
    .premises = NB_PREMISES({ "X Gaussian, y = X w*, w* = (1, 1, 1, 0, ...), N = 20, d = 30", random_rows }),
    .parts = NB_PARTS(
        { .name = "errors", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = of_sgd, .because = "a tenth of gamma_max" },
          .instances = NB_INSTANCES_OF({ "30 regressions", FROM(21, 30), .level = NB_CI },
                                       { "200 regressions", FROM(1001, 200), .level = NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "descent", .label = "the same of GD", .breaks = "SGD", .part = 0, .target = { .account = of_gd },
          .on = NB_INSTANCES_OF({ "30 regressions", FROM(21, 30), .level = NB_CI }) }),
};
