// SPDX-License-Identifier: GPL-3.0-or-later
/* The point w0~ that w_inf is the Bregman projection of is small, as long as no step is long.
 *
 * w0~ = (alpha_+^2 - alpha_-^2) / 4 with alpha_+-^2 = alpha^2 exp(-sum_t q_+-(x_t)), q_+-(x) = -+2 x - ln((1 -+ x)^2).
 * q_+ >= 0 for x <= 1 + W(1/e) = 1.2785, W being
 * Lambert's function: with equality at x = 0 and there, (1 - x)^2 = W^2 and ln W = -1 - W. So
 *
 *     |x_t| <= 1 + W(1/e) for all t and weights   ==>   |w0~| <= alpha^2 / 4.
 *
 * |x| <= sqrt 2, where q = (q_+ + q_-) / 2 >= 0, is not enough: q_+(sqrt 2) = -1.07. The source prints w0~ <= alpha^2
 * without a premise, and calls w0~ ignorable. What it must be small against is alpha_inf^2, which at the edge of
 * stability is smaller by far.
 */
#include "experiments/diagonal_network/gains.h"

static const double converged = 1e-26;
#define EDGE 1.2784645427610738                             // 1 + W(1/e)

static nb_status size(const nb_trial *t, const nb_regression *r, nb_ledger *l, int parts)
{
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        double from[NB_GAINS_WIDEST];
        NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
        nb_shifted_start(r, &g, from);
        NB_TRY(nb_enter(l, (nb_pair){ "max |w0~|", nb_most(r->d, from), .rhs = g.alpha * g.alpha / parts }));
    }
    return NB_OK;
}
static nb_status quarter(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, size, 4); }
static nb_status whole  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, size, 1); }

static nb_status longest(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    (void)how;
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
        NB_TRY(nb_enter(l, (nb_pair){ "max |x_t|", g.most, .rhs = EDGE }));
    }
    return NB_OK;
}
static nb_status steps(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, longest, 0); }

/* q_+ on (-10, most], q_- being its mirror image. */
static nb_status grid(nb_ledger *l, double most)
{
    for (int i = 0; i <= 1024; i++) {
        const double x = most - (10 + most) * i / 1024, log = 2 * nb_log_of(1 - (long double)x);
        if (x != 1)
            NB_TRY(nb_enter(l, (nb_pair){ "q_+(x)", -2 * x - log, 0, .scale = 2 * fabs(x) + fabs(log) }));
    }
    return NB_OK;
}
static nb_status to_edge  (const nb_trial *t, nb_ledger *l) { (void)t; return grid(l, EDGE); }
static nb_status to_beyond(const nb_trial *t, nb_ledger *l) { (void)t; return grid(l, 1.01 * EDGE); }
static nb_status to_root_2(const nb_trial *t, nb_ledger *l) { (void)t; return grid(l, sqrt(2)); }

/* |w - argmin D_Q(w, w0~)| or, without w0~, |w - argmin Q|. */
static nb_status miss(const nb_trial *t, const nb_regression *r, nb_ledger *l, int shifted)
{
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        double alpha[NB_GAINS_WIDEST], from[NB_GAINS_WIDEST], w[NB_GAINS_WIDEST];
        NB_TRY(nb_gains_at_end(t, a, r, 1e-20, &g));
        nb_effective(r, &g, 0.5, alpha);
        nb_shifted_start(r, &g, from);
        NB_TRY(nb_hyperentropy_least(&r->s, alpha, shifted ? from : NULL, w, NULL));
        NB_TRY(nb_enter(l, (nb_pair){ shifted ? "|w_inf - argmin D_Q(w, w0~)|" : "|w_inf - argmin Q|",
                                      nb_apart_most(r->d, g.w, w), .rhs = shifted ? 1e-9 : 0.01 }));
    }
    return NB_OK;
}
static nb_status with_shift   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, miss, true); }
static nb_status without_shift(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, miss, false); }

/* |x_0| <= 1 + W(1/e), x_0 = gamma_0 grad L(0), which is the longest step of a descent that is stable. */
static bool first_step(const nb_setup *s)
{
    return nb_first_step_within(s, EDGE);
}

#define A(gamma, b) NB_ARMS(NB_PQ(gamma, 0.1, b, NB_A_DIM, NB_INSTANCE_A)), NB_TIMES(200000), NB_SMOKE
#define PQ_B(gamma, b) NB_PQ(gamma, 0.1, b, NB_B_DIM, NB_INSTANCE_B)
#define B(gamma, b) NB_ARMS(PQ_B(gamma, b)), NB_TIMES(400000), NB_SMOKE
#define THREE NB_INSTANCES_OF({ "A, GD, gamma = 0.3",          A(0.3, 0)  }, \
                              { "A, SGD, b = 1, gamma = 0.05", A(0.05, 1) }, \
                              { "A, SGD, b = 4, gamma = 0.15", A(0.15, 4) })
#define LONG_STEP NB_INSTANCES_OF({ "x = (1, 0.4), gamma = 2, then 0.02", NB_ARMS(NB_TWO_PHASES(4, 2, 0.02)), \
                                    NB_TIMES(20000), NB_SMOKE })
#define AT_EDGE NB_INSTANCES_OF({ "B, GD, gamma = 1.05701", B(1.05701, 0) })

const nb_claim nb_claim_diagonal_network_perturbed_start = {
    .id     = "diagonal_network/perturbed-start",
    .title  = "The shifted start is small while no step is long",
    .source = { NB_GUNASEKAR, "Role of stochasticity and step-size", "Even, Pesme, Gunasekar and Flammarion (2023)" },
    .text   = "|w0~| <= alpha^2 / 4 if |x_t| <= 1 + W(1/e) = 1.2785 for all t; w_inf = argmin Q within 0.01 away from "
              "the edge of stability",
    .latex  = "|x_t|\\le 1+W(1/e)\\ \\Rightarrow\\ |\\tilde w_0|\\le\\alpha^2/4",
    .premises = NB_PREMISES(
        { "u = alpha, v = 0 at the start",         nb_starts_at_v_zero },
        { "the first step has |x| <= 1 + W(1/e)",  first_step }),
    .parts = NB_PARTS(
        { .name = "size", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = quarter, .because = "alpha^2 / 4" }, .instances = THREE },
        { .name = "no step is longer than the first", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = steps, .because = "1 + W(1/e)" }, .instances = THREE },
        { .name = "q_+ is not negative", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = to_edge, .because = "0, at x = 0 and at 1 + W(1/e)" },
          .instances = NB_INSTANCES_OF({ "a grid of (-10, 1 + W(1/e)]", A(0.3, 0) }) },
        { .name = "with w0~, exactly", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = with_shift, .because = "rounding" },
          .instances = NB_INSTANCES_OF({ "B, SGD, b = 1, gamma = 0.1", B(0.1, 1) },
                                       { "B, GD, gamma = 1.05701",      B(1.05701, 0) }) },
        { .name = "without w0~, within 0.01", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = without_shift, .because = "0.01" },
          .instances = NB_INSTANCES_OF({ "B, SGD, b = 1, gamma = 0.1", B(0.1, 1) },
                                       { "B, SGD, b = 1, gamma = 0.15", NB_ARMS(PQ_B(0.15, 1)), NB_TIMES(400000),
                                         NB_CI }) },
        { .name = "size, as the source bounds it", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = whole, .because = "alpha^2" }, .instances = THREE }),
    .controls = NB_CONTROLS(
        { .slug = "long-step", .label = "a first step with |x| = 2", .breaks = "|x_t| <= 1 + W(1/e)", .part = 0,
          .premise = first_step, .on = LONG_STEP },
        { .slug = "root-two", .label = "|x| <= sqrt 2", .breaks = "1 + W(1/e)", .part = 2,
          .target = { .account = to_root_2 } },
        { .slug = "one-percent", .label = "1 % beyond 1 + W(1/e)", .breaks = "1 + W(1/e)", .part = 2,
          .target = { .account = to_beyond } },
        { .slug = "no-shift", .label = "w0~ left out, to rounding", .breaks = "D_Q(w, w0~)", .part = 3,
          .target = { .account = without_shift }, .on = AT_EDGE }),
    .errata = NB_ERRATA(
        { "G15", NB_FALSE_AS_PRINTED, "w0~ <= alpha^2", "\\tilde w_0 \\le \\alpha^2",
          { .slug = "size-printed", .label = "alpha^2 whatever the steps, as printed", .breaks = "|x_t| <= 1 + W(1/e)",
            .reason = "it holds, with alpha^2 / 4, as long as every |x_t| <= 1 + W(1/e) = 1.28; a longer step exceeds "
                      "it",
            .part = 5, .premise = first_step, .on = LONG_STEP } },
        { "G16", NB_FALSE_AS_PRINTED, "w0~ is small in our case and ignorable",
          "w_\\infty \\approx \\operatorname{argmin}_{Xw=y} Q_{\\alpha_\\infty}(w)",
          { .slug = "ignorable-printed", .label = "w0~ ignored at the edge of stability, as printed",
            .breaks = "away from the edge",
            .reason = "it must be small beside alpha_inf^2, which at the edge of stability is smaller by far: w0~ "
                      "moves the limit",
            .part = 4, .on = AT_EDGE } }),
};
