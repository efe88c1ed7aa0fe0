// SPDX-License-Identifier: GPL-3.0-or-later
/* Along gradient flow the losses add up to half of what the potential gains: int_0^inf L(w(t)) dt = Q_alpha(w_inf) / 2.
 *
 * d/dt Q'(w) = -grad L(w), so that d/dt D_Q(w_inf, w) = grad L(w)'(w_inf - w) = -|X (w - w_inf)|^2 / N
 * = -2 L(w), as X w_inf = y; and D_Q(w_inf, 0) = Q(w_inf), since Q and Q' are 0 at 0. For descent gamma sum_t L(w_t) is
 * that up to O(gamma): what is tried is extrapolated, which leaves O(gamma^2), within 1e-3, where 1 % is 0.025. As
 * alpha -> 0, Q is |w|_1 ln(1/alpha): a factor of the gain.
 */
#include "experiments/diagonal_network/gains.h"

static const double converged = 1e-24;

/* gamma sum L at an arm; Q(w_inf) / 2 of flow. */
static nb_status tally(const nb_trial *t, size_t a, const nb_regression *r, double *sum)
{
    nb_gains g;
    NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
    *sum = t->setup[a].arm->step.a / 2 * (double)g.losses;
    return NB_OK;
}

static nb_status half_of(const nb_trial *t, const nb_regression *r, double *Q)
{
    double flow[NB_WIDEST], alpha[NB_WIDEST] = { 0 };
    for (size_t k = 0; k < r->d; k++)
        alpha[k] = t->setup[0].arm->numbers[0];
    NB_TRY(nb_flow_end(r, alpha[0], flow));
    *Q = nb_hyperentropy(r->d, alpha, flow) / 2;
    return NB_OK;
}

static nb_status extrapolate(const nb_trial *t, const nb_regression *r, nb_ledger *l, int percent)
{
    double Q, whole, half;
    NB_TRY(half_of(t, r, &Q));
    NB_TRY(tally(t, 0, r, &whole));
    for (size_t a = 1; a < t->arms; a++, whole = half) {
        NB_TRY(tally(t, a, r, &half));
        NB_TRY(nb_enter(l, (nb_pair){ "gamma sum L, extrapolated", 2 * half - whole, Q * percent / 100,
                                      .within = 1e-3 }));
    }
    return NB_OK;
}
static nb_status is_half     (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, extrapolate, 100); }
static nb_status is_more     (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, extrapolate, 101); }
static nb_status is_whole    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, extrapolate, 200); }

static nb_status orders(const nb_trial *t, const nb_regression *r, nb_ledger *l, int order)
{
    double Q, whole, half;
    NB_TRY(half_of(t, r, &Q));
    NB_TRY(tally(t, 0, r, &whole));
    for (size_t a = 1; a < t->arms; a++, whole = half) {
        NB_TRY(tally(t, a, r, &half));
        NB_TRY(nb_enter(l, (nb_pair){ "order of gamma sum L - Q / 2", nb_log2((whole - Q) / (half - Q)), order,
                                      .within = 0.02 }));
    }
    return NB_OK;
}
static nb_status first (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, orders, 1); }
static nb_status second(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, orders, 2); }

static bool descends(const nb_setup *s)
{
    return s->arm->sampling.scheme == NB_FULL_BATCH && nb_constant_step(s);
}

#define GD(gamma) NB_PQ(gamma, 0.1, 0, NB_A_DIM, NB_INSTANCE_A)
#define TWO   { "A, gamma = 0.05, 0.025",   NB_ARMS(GD(0.05), GD(0.025)),    NB_TIMES(300000), NB_CI }
#define FINER { "A, gamma = 0.025, 0.0125", NB_ARMS(GD(0.025), GD(0.0125)),  NB_TIMES(600000), NB_FULL }

const nb_claim nb_claim_diagonal_network_loss_integral = {
    .id     = "diagonal_network/loss-integral",
    .title  = "The losses along gradient flow add up to half of the potential",
    .source = { NB_GUNASEKAR, "Large stepsizes help sparse recovery?", "the lemma behind the size of the gain" },
    .text   = "int_0^inf L(w(t)) dt = Q_alpha(w_inf) / 2 along gradient flow; gamma sum_t L(w_t) = that + O(gamma)",
    .latex  = "\\int_0^\\infty L(w(t))\\,dt = \\tfrac12 Q_\\alpha(w_\\infty)",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "u = alpha, v = 0 at the start",                      nb_starts_at_v_zero },
        { "full batches, a constant step",                      descends }),
    .parts = NB_PARTS(
        { .name = "the sum", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = is_half, .because = "Q / 2 by Newton's method" },
          .instances = NB_INSTANCES_OF(TWO, FINER) },
        { .name = "order 1", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = first, .because = "1" }, .instances = NB_INSTANCES_OF(TWO, FINER) }),
    .controls = NB_CONTROLS(
        { .slug = "whole", .label = "Q itself", .breaks = "half", .part = 0, .target = { .account = is_whole } },
        { .slug = "one-percent", .label = "1 % more", .breaks = "half", .part = 0, .target = { .account = is_more } },
        { .slug = "second-order", .label = "order 2", .breaks = "O(gamma)", .part = 1,
          .target = { .account = second } }),
};
