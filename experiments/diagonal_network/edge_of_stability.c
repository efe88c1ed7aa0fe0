// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent ends where it is stable, and with large steps at the edge: gamma S / 2 <= 1 at w_inf, with
 *
 *     S = lambda_max(X diag(sqrt(4 w^2 + alpha_inf^4)) X' / N),   sqrt(4 w^2 + alpha_inf^4) = u^2 + v^2.
 *
 * At a minimum a step multiplies X (w - w_inf) by I - gamma X diag(u^2 + v^2) X' / N, whose eigenvalues are to stay
 * above -1. Beyond the threshold 2 / S(w_flow) of flow's end descent does not diverge: it goes on to another minimum,
 * with gamma S / 2 just below 1, up to a gamma_max 1.55 times as large on instance B. For SGD by single terms
 * gamma_max is five times smaller: stability in the mean square asks for more. gamma_max belongs to a horizon, T =
 * 3e4, and to a loss, L < 1e-8. The factors 1.5 and 3 are rounded down from what instance B shows, 1.55 and 5.
 */
#include <stdio.h>

#include "experiments/diagonal_network/edges.h"

static const double converged = 1e-10, arrived = 1e-8;
enum { AT_END, AT_FLOW, UNWEIGHTED };                       // where S is taken; or of |w| alone

/* w and alpha where S is taken. */
static nb_status place(const nb_trial *t, size_t a, const nb_regression *r, int how, double *w, double *alpha)
{
    nb_end end;
    NB_TRY(nb_end_of(t, a, r, converged, &end));
    for (size_t k = 0; k < r->d; k++) {
        w[k] = end.w[k];
        alpha[k] = t->setup[a].arm->numbers[0] * (how == AT_FLOW ? 1 : nb_exp(-end.gain[k] / 2));
    }
    return how == AT_FLOW ? nb_flow_end(r, t->setup[a].arm->numbers[0], w) : NB_OK;
}

/* gamma S / 2 of each arm. */
static nb_status product(const nb_trial *t, const nb_regression *r, nb_ledger *l, double right, double within, int how)
{
    double alpha[NB_WIDEST], w[NB_WIDEST], S;
    for (size_t a = 0; a < t->arms; a++) {
        char label[48];
        const double gamma = nb_uv_step(&t->setup[a]);
        NB_TRY(place(t, a, r, how, w, alpha));
        NB_TRY(nb_sharpness(r, w, how == UNWEIGHTED ? NULL : alpha, &S));
        snprintf(label, sizeof label, "gamma S / 2, gamma = %g", gamma);
        NB_TRY(nb_enter(l, (nb_pair){ label, gamma * S / 2, right, .within = within }));
    }
    return NB_OK;
}
static nb_status at_most_one(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    return product(t, r, l, 1, 1e-3, how);
}
static nb_status one(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    return product(t, r, l, 1, 2e-3, how);
}
static nb_status one_percent(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    return product(t, r, l, 0.99, 2e-3, how);
}
static nb_status stable   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, at_most_one, AT_END); }
static nb_status of_flow  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, at_most_one, AT_FLOW); }
static nb_status edge     (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, one, AT_END); }
static nb_status bare     (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, one, UNWEIGHTED); }
static nb_status tighter  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, one_percent, AT_END); }

/* gamma_max of GD over the threshold of flow's end. */
static nb_status beyond(const nb_trial *t, const nb_regression *r, nb_ledger *l, int percent)
{
    double alpha[NB_GAINS_WIDEST], w[NB_WIDEST], S;
    const nb_edge e = { r, .alpha = t->setup[0].arm->numbers[0], .loss = arrived, .most = 30000 };
    for (size_t k = 0; k < r->d; k++)
        alpha[k] = e.alpha;
    NB_TRY(nb_flow_end(r, e.alpha, w));
    NB_TRY(nb_sharpness(r, w, alpha, &S));
    return nb_enter(l, (nb_pair){ "gamma_max / (2 / S(w_flow))", nb_edge_largest(&e, 0.001, 3, 14) * S / 2,
                                  .rhs = percent / 100. });
}
static nb_status larger   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, beyond, 150); }
static nb_status threshold(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, beyond, 160); }

/* gamma_max of GD over that of SGD, six sequences of single terms. */
static nb_status ratio(const nb_trial *t, const nb_regression *r, nb_ledger *l, int least)
{
    nb_edge e = { r, .alpha = t->setup[0].arm->numbers[0], .loss = arrived, .most = 30000 };
    const double most = nb_edge_largest(&e, 0.001, 3, 10);
    e.single = true;
    e.stream = t->stream;
    for (; e.replicate < 6; e.replicate++)
        NB_TRY(nb_enter(l, (nb_pair){ "gamma_max of GD over that of SGD", most / nb_edge_largest(&e, 0.05, 3, 8),
                                      .rhs = least }));
    return NB_OK;
}
static nb_status stricter(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, ratio, 3); }
static nb_status tenfold (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, ratio, 10); }

static bool descends(const nb_setup *s)
{
    return s->arm->sampling.scheme == NB_FULL_BATCH && nb_constant_step(s);
}

#define GD(gamma) NB_PQ(gamma, 0.1, 0, NB_B_DIM, NB_INSTANCE_B)
#define T         NB_TIMES(100000), NB_CI
#define LARGE     NB_INSTANCES_OF({ "B, gamma = 0.75501 .. 1.05701", \
                                    NB_ARMS(GD(0.75501), GD(0.86286), GD(0.97072), GD(1.05701)), T })
#define B         NB_INSTANCES_OF({ "B", NB_ARMS(GD(0.5)), T })

const nb_claim nb_claim_diagonal_network_edge_of_stability = {
    .id     = "diagonal_network/edge-of-stability",
    .title  = "With large steps gradient descent ends at the edge of stability",
    .source = { NB_GUNASEKAR, "Today..., Large stepsizes help sparse recovery?", "Even et al. (2023)" },
    .text   = "gamma S(w_inf) / 2 <= 1 wherever GD converges, and = 1 up to 2e-3 for gamma beyond 2 / S(w_flow), which "
              "GD survives up to gamma_max = 1.5 times that at least; gamma_max of SGD by single terms is smaller",
    .latex  = "\\gamma S(w_\\infty)/2 \\le 1,\\quad S = \\lambda_{\\max}\\bigl(X\\operatorname{diag}"
              "(\\sqrt{4w^2+\\alpha_\\infty^4})X^\\top/N\\bigr)",
    .premises = NB_PREMISES(
        { "u = alpha, v = 0 at the start", nb_starts_at_v_zero },
        { "full batches, a constant step", descends }),
    .parts = NB_PARTS(
        { .name = "stable", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = stable, .because = "1" },
          .instances = NB_INSTANCES_OF({ "B, gamma = 0.05393 .. 1.073", NB_ARMS(GD(0.05393), GD(0.53929), GD(0.75501),
                                         GD(0.86286), GD(0.97072), GD(1.05701), GD(1.073)), T },
                                       { NB_SOURCE_GD }) },
        { .name = "at the edge", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = edge, .because = "1" }, .instances = LARGE },
        { .name = "beyond flow's threshold", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = larger, .because = "1.5" }, .instances = B },
        { .name = "SGD is stricter", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = stricter, .because = "3" }, .instances = B }),
    .controls = NB_CONTROLS(
        { .slug = "flow", .label = "S of flow's end", .breaks = "S(w_inf)", .part = 0,
          .target = { .account = of_flow }, .on = LARGE },
        { .slug = "bare", .label = "|w| in the place of sqrt(4 w^2 + alpha_inf^4)", .breaks = "S", .part = 1,
          .target = { .account = bare } },
        { .slug = "one-percent", .label = "gamma S / 2 = 0.99", .breaks = "1", .part = 1,
          .target = { .account = tighter } },
        { .slug = "threshold", .label = "gamma_max at most 1.5 times 2 / S(w_flow)", .breaks = "beyond 2 / S(w_flow)",
          .part = 2, .relation = NB_AT_MOST },
        { .slug = "more", .label = "1.6 times", .breaks = "1.5", .part = 2, .target = { .account = threshold } },
        { .slug = "tenfold", .label = "ten times smaller", .breaks = "3", .part = 3,
          .target = { .account = tenfold } }),
};
