// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent on (u, v) with w = u v, from u = alpha, v = 0, ends near argmin Q_alpha over X w = y, and as near as
 * its step is small.
 *
 * Flow: (u +- v)' = -+ grad L (u +- v), so that w = (alpha^2 / 4) (exp(-2 G) - exp(2 G)) = -(alpha^2 / 2) sinh(2 G), G
 * = int grad L. So Q_alpha'(w) = asinh(2 w / alpha^2) / 2 = -G lies in the range of X' at all times: with X w = y
 * these are the conditions for a minimum of the convex Q_alpha. Descent with step gamma puts ln(1 -+ x) for -+ x, x =
 * gamma grad L, and errs by sum x^2 = O(gamma).
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

typedef enum { FLOW, WIDER, SPARSEST, SMALLEST } ending;    // WIDER: of the flow from sqrt(2) alpha

static nb_status end_of(const nb_regression *r, double alpha, ending e, double *w)
{
    switch (e) {
    case SPARSEST: return nb_least_l1(&r->s, NULL, w, NULL);
    case SMALLEST: return nb_least_l2(&r->s, w, NULL);
    default:       return nb_flow_end(r, e == WIDER ? sqrt(2) * alpha : alpha, w);
    }
}

/* Each arm near the end; then from arm to arm, the step halved, the order of the error and its extrapolation to 0. */
static nb_status enter_end(const nb_trial *t, const nb_regression *r, nb_ledger *l, int e)
{
    double w[2][NB_WIDEST], end[NB_WIDEST], error[2] = { 0 };
    NB_TRY(end_of(r, t->setup[0].arm->numbers[0], (ending)e, end));
    for (size_t a = 0; a < t->arms && a < 2; a++) {
        char label[64];
        snprintf(label, sizeof label, "|w - w_alpha|, gamma = %g", t->setup[a].arm->step.a);
        NB_TRY(nb_descend(t, a, r, 1e-24, w[a]));
        error[a] = nb_apart_most(r->d, w[a], end);
        NB_TRY(nb_enter(l, (nb_pair){ label, error[a], 0, .within = 2e-3 }));
    }
    if (t->arms < 2 || !isfinite(error[0]) || !isfinite(error[1]))
        return NB_OK;
    for (size_t k = 0; k < r->d; k++)
        w[1][k] = 2 * w[1][k] - w[0][k];
    NB_TRY(nb_enter(l, (nb_pair){ "order in gamma", nb_log2(error[0] / error[1]), 1, .within = 0.02 }));
    return nb_enter(l, (nb_pair){ "|w - w_alpha|, extrapolated to gamma = 0", nb_apart_most(r->d, w[1], end), 0,
                                  .within = 0.01 * error[0] });
}
static nb_status flow    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, FLOW); }
static nb_status wider   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, WIDER); }
static nb_status sparsest(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, SPARSEST); }
static nb_status smallest(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, SMALLEST); }

static bool plain_descent(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->sampling.scheme == NB_FULL_BATCH;
}

#define WALK(size) { .problem = { .type = &nb_product_network, .dim = 2 * NB_A_DIM, NB_INSTANCE_A }, \
                     .method = &nb_sgd, .sampling = { .scheme = NB_FULL_BATCH }, .step = { nb_constant, .a = size }, \
                     .start = { .place = nb_start_product }, .numbers = (const double[]){ 0.1 } }
#define FIRST NB_INSTANCES_OF({ "instance A, alpha = 0.1, gamma = 0.05", NB_ARMS(WALK(0.05)), NB_TIMES(100000), NB_CI })

const nb_claim nb_claim_diagonal_network_flow_hyperentropy = {
    .id     = "diagonal_network/flow-hyperentropy",
    .title  = "Descent with small steps ends where the hyperentropy is least",
    .source = { NB_GUNASEKAR, "Changing scale of initialization", "Woodworth et al. (2020)" },
    .text   = "from u = alpha, v = 0 gradient descent ends at argmin Q_alpha(w) over X w = y, up to O(gamma)",
    .latex  = "w_\\alpha(t)\\to\\operatorname{argmin}_{Xw=y} Q_\\alpha(w)\\quad(\\gamma\\to0)",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "gradient descent with a constant step",              plain_descent }),
    .parts = NB_PARTS(
        { .name = "the end, to first order in the step", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = flow, .because = "Newton's method in the dual" },
          .instances = NB_INSTANCES_OF(
              { "instance A, alpha = 0.1, gamma = 0.05, 0.025", NB_ARMS(WALK(0.05), WALK(0.025)), NB_TIMES(200000),
                NB_CI },
              { "instance A, alpha = 0.1, gamma = 0.025, 0.0125", NB_ARMS(WALK(0.025), WALK(0.0125)),
                NB_TIMES(400000), NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "wider", .label = "Q of sqrt(2) alpha", .breaks = "Q_alpha", .target = { .account = wider },
          .on = FIRST },
        { .slug = "least-l1", .label = "least l1 norm", .breaks = "Q_alpha", .target = { .account = sparsest },
          .on = FIRST },
        { .slug = "least-l2", .label = "least l2 norm", .breaks = "Q_alpha", .target = { .account = smallest },
          .on = FIRST }),
};
