// SPDX-License-Identifier: GPL-3.0-or-later
/* Gain measures how far a descent is from gradient flow: on instance A both |Gain|_1 and |w_gamma - w_flow|_2 grow with
 * gamma, in proportion while gamma is small, and w_gamma -> w_flow as gamma -> 0.
 *
 * Gain = sum_t x_t^2 + O(gamma^3) = gamma int |grad L|^2 dt + O(gamma^2), and w_gamma differs from w_flow through
 * alpha_inf alone, up to w0~. What deviates is alpha_inf: a Gain that is the same for all weights changes w little
 * where alpha is small already.
 */
#include <stdio.h>
#include <string.h>

#include "experiments/diagonal_network/edges.h"

static const double converged = 1e-24, nearly = 1e-10;      // nearly: in the source's setting

typedef struct { double gain, apart, w[NB_WIDEST]; } ending;

static nb_status descend(const nb_trial *t, size_t a, const nb_regression *r, const double *flow, ending *e)
{
    nb_end end;
    NB_TRY(nb_end_of(t, a, r, r->d == NB_SOURCE_DIM ? nearly : converged, &end));
    memcpy(e->w, end.w, sizeof e->w);
    e->gain = nb_norm1(r->d, end.gain);
    e->apart = nb_apart(r->d, end.w, flow);
    return NB_OK;
}

/* Each arm against the one before it. */
static nb_status compare(const nb_trial *t, const nb_regression *r, nb_ledger *l, int order)
{
    double flow[NB_WIDEST];
    ending e, before;
    NB_TRY(nb_flow_end(r, t->setup[0].arm->numbers[0], flow));
    NB_TRY(descend(t, 0, r, flow, &before));
    for (size_t a = 1; a < t->arms; a++, before = e) {
        char gain[48], apart[48];
        const double steps = nb_log2(t->setup[a].arm->step.a / t->setup[a - 1].arm->step.a);
        snprintf(gain, sizeof gain, "|Gain|_1, gamma = %g", nb_uv_step(&t->setup[a]));
        snprintf(apart, sizeof apart, "|w - w_flow|, gamma = %g", nb_uv_step(&t->setup[a]));
        NB_TRY(descend(t, a, r, flow, &e));
        NB_TRY(nb_enter(l, order ? (nb_pair){ gain, nb_log2(e.gain / before.gain) / steps, order, .within = 0.1 }
                                 : (nb_pair){ gain, e.gain, .rhs = before.gain }));
        NB_TRY(nb_enter(l, order ? (nb_pair){ apart, nb_log2(e.apart / before.apart) / steps, order, .within = 0.1 }
                                 : (nb_pair){ apart, e.apart, .rhs = before.apart }));
    }
    return NB_OK;
}
static nb_status grows (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, 0); }
static nb_status first (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, 1); }
static nb_status second(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, 2); }

/* 2 w_{gamma/2} - w_gamma, or w_gamma itself, against w_flow. */
static nb_status limit(const nb_trial *t, const nb_regression *r, nb_ledger *l, int extrapolates)
{
    double flow[NB_WIDEST];
    ending half, whole;
    NB_TRY(nb_flow_end(r, t->setup[0].arm->numbers[0], flow));
    NB_TRY(descend(t, 0, r, flow, &half));
    NB_TRY(descend(t, 1, r, flow, &whole));
    for (size_t k = 0; k < r->d; k++)
        whole.w[k] = extrapolates ? 2 * half.w[k] - whole.w[k] : whole.w[k];
    return nb_enter(l, (nb_pair){ "|lim w_gamma - w_flow|", nb_apart(r->d, whole.w, flow), .rhs = 1e-4 });
}
static nb_status to_flow  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, limit, 1); }
static nb_status as_it_is (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, limit, 0); }

static bool descends(const nb_setup *s)
{
    return s->arm->sampling.scheme == NB_FULL_BATCH && nb_constant_step(s);
}

#define GD(gamma) NB_PQ(gamma, 0.1, 0, NB_A_DIM, NB_INSTANCE_A)
#define LARGE { "A, gamma = 0.1, 0.2, 0.3, 0.4", NB_ARMS(GD(0.1), GD(0.2), GD(0.3), GD(0.4)), NB_TIMES(100000), NB_CI }
#define SMALL NB_INSTANCES_OF({ "A, gamma = 0.05, 0.1", NB_ARMS(GD(0.05), GD(0.1)), NB_TIMES(100000), NB_CI })

const nb_claim nb_claim_diagonal_network_gain_measures_deviation = {
    .id     = "diagonal_network/gain-measures-deviation",
    .title  = "The larger the gain, the farther from gradient flow",
    .source = { NB_GUNASEKAR, "\"gain\" from (stochastic) gradient descent", "" },
    .text   = "|Gain|_1 and |w_gamma - w_flow| grow with gamma, both of order 1, and vanish as gamma -> 0",
    .latex  = "\\|\\mathrm{Gain}_\\gamma\\|_1,\\ \\|w_\\gamma - w_{\\mathrm{flow}}\\|_2 = \\Theta(\\gamma)",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "u = alpha, v = 0 at the start",                      nb_starts_at_v_zero },
        { "full batches, a constant step",                      descends }),
    .parts = NB_PARTS(
        { .name = "both grow", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = grows, .because = "a smaller gamma" },
          .instances = NB_INSTANCES_OF(LARGE, { NB_SOURCE_GD }) },
        { .name = "order 1", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = first, .because = "1" }, .instances = SMALL },
        { .name = "gamma -> 0", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = to_flow, .because = "1e-4, from two step sizes" }, .instances = SMALL }),
    .controls = NB_CONTROLS(
        { .slug = "shrinks", .label = "both fall as gamma grows", .breaks = "grow", .part = 0, .relation = NB_AT_MOST,
          .on = NB_INSTANCES_OF(LARGE) },
        { .slug = "second-order", .label = "order 2", .breaks = "order 1", .part = 1, .target = { .account = second } },
        { .slug = "no-deviation", .label = "no deviation at gamma = 0.3", .breaks = "gamma -> 0", .part = 2,
          .target = { .account = as_it_is },
          .on = NB_INSTANCES_OF({ "A, gamma = 0.2, 0.3", NB_ARMS(GD(0.2), GD(0.3)), NB_TIMES(100000), NB_CI }) }),
};
