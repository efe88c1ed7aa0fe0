// SPDX-License-Identifier: GPL-3.0-or-later
/* What has been gained so far tells where the descent is going.
 *
 * Partial gains grow, Gain_t <= Gain_{t+1} weight by weight, while |x_t| <= sqrt 2; and since most is gained early,
 * argmin Q_{alpha_t} with alpha_t^2 = alpha^2 exp(-Gain_t) is near w_inf long before w_t is: on instance A, GD with
 * gamma = 0.3, once L < 1e-2 (15 steps) and once L < 1e-4. What remains is w0~, so that in the end w_t is the better
 * guess. Twice and three times as near are what a first look at this run left room for, by 9 and 33 %.
 */
#include <stdio.h>

#include "experiments/diagonal_network/gains.h"

static const double converged = 1e-26;

/* The largest relative growth of |u^2 - v^2| in a step. */
typedef struct { const nb_setup *s; size_t d; double before[NB_GAINS_WIDEST], most; } watch;
static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    watch *v = context;
    (void)dim;
    for (size_t k = 0; k < v->d; k++) {
        const double p = x[k], q = x[v->d + k];
        const double now = fabs(v->s->problem.type == &nb_product_network ? (p - q) * (p + q) : p * q);
        if (t > 0 && v->before[k] > 0)
            v->most = nb_larger(v->most, (now - v->before[k]) / v->before[k]);
        v->before[k] = now;
    }
    return true;
}

static nb_status growth(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    watch v = { .s = &t->setup[0], .d = r->d };
    (void)how;
    NB_TRY(nb_walk_alone(t, 0, 0, look, &v, NULL));
    return nb_enter(l, (nb_pair){ "largest growth of alpha_t^2 in a step", v.most, 0, .within = 1e-14 });
}
static nb_status grows(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, growth, 0); }

/* |argmin Q_{alpha_t} - w_inf| against that of alpha, and against |w_t - w_inf|. */
static nb_status guess(const nb_trial *t, const nb_regression *r, nb_ledger *l, int tracked)
{
    static const double losses[] = { 1e-2, 1e-4 };
    nb_gains end, g;
    double flow[NB_WIDEST], alpha[NB_GAINS_WIDEST], w[NB_GAINS_WIDEST];
    NB_TRY(nb_gains_at_end(t, 0, r, converged, &end));
    NB_TRY(nb_flow_end(r, end.alpha, flow));
    for (size_t i = 0; i < 2; i++) {
        char than_flow[64], than_iterate[64];
        NB_TRY(nb_gains_at_end(t, 0, r, losses[i], &g));
        nb_effective(r, &g, tracked ? 0.5 : 0, alpha);
        NB_TRY(nb_hyperentropy_least(&r->s, alpha, NULL, w, NULL));
        snprintf(than_flow, sizeof than_flow, "error of the guess at L < %g, half of flow's", losses[i]);
        snprintf(than_iterate, sizeof than_iterate, "error of the guess at L < %g, a third of w_t's", losses[i]);
        NB_TRY(nb_enter(l, (nb_pair){ than_flow, nb_apart(r->d, w, end.w), .rhs = nb_apart(r->d, flow, end.w) / 2 }));
        NB_TRY(nb_enter(l, (nb_pair){ than_iterate, nb_apart(r->d, w, end.w), .rhs = nb_apart(r->d, g.w, end.w) / 3 }));
    }
    return NB_OK;
}
static nb_status guesses(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, guess, true); }
static nb_status at_start(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, guess, false); }

#define GD NB_ARMS(NB_PQ(0.3, 0.1, 0, NB_A_DIM, NB_INSTANCE_A))

const nb_claim nb_claim_diagonal_network_tracking_partial_sums = {
    .id     = "diagonal_network/tracking-partial-sums",
    .title  = "Partial gains predict the final solution",
    .source = { NB_GUNASEKAR, "Why is this characterization interesting?", "" },
    .text   = "Gain_t grows with t while |x_t| <= sqrt 2, and argmin Q_{alpha_t} is at L < 1e-2 and L < 1e-4 twice as "
              "near to w_inf as argmin Q_alpha, three times as near as w_t",
    .latex  = "\\|\\operatorname{argmin}_{Xw=y} Q_{\\alpha_t} - w_\\infty\\| \\le "
              "\\tfrac12\\|\\operatorname{argmin}_{Xw=y} Q_{\\alpha} - w_\\infty\\|,\\ \\tfrac13\\|w_t - w_\\infty\\|",
    .premises = NB_PREMISES(
        { "u = alpha, v = 0 at the start",    nb_starts_at_v_zero },
        { "the first step has |x| <= sqrt 2", nb_first_step_is_short }),
    .parts = NB_PARTS(
        { .name = "partial gains grow", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = grows, .because = "0" },
          .instances = NB_INSTANCES_OF({ "A, GD, gamma = 0.3", GD, NB_TIMES(5000), NB_SMOKE }) },
        { .name = "they predict w_inf", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = guesses, .because = "flow's guess, and the iterate" },
          .instances = NB_INSTANCES_OF({ "A, GD, gamma = 0.3", GD, NB_TIMES(100000), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "long-step", .label = "a first step with |x| = 2", .breaks = "|x_t| <= sqrt 2", .part = 0,
          .premise = nb_first_step_is_short,
          .on = NB_INSTANCES_OF({ "x = (1, 0.4), gamma = 2, then 0.02", NB_ARMS(NB_TWO_PHASES(4, 2, 0.02)),
                                  NB_TIMES(100), NB_SMOKE }) },
        { .slug = "start", .label = "alpha in the place of alpha_t", .breaks = "alpha_t", .part = 1,
          .target = { .account = at_start } }),
};
