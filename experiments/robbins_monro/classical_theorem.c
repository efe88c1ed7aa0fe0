// SPDX-License-Identifier: GPL-3.0-or-later
/* eta_t > 0, eta_t -> 0, sum eta_t = inf: convergence in mean square.
 *
 * Without noise |Phi_T - Phi*| = prod |1 - eta_t| |Phi_0 - Phi*| <= exp(-sum eta_t) |Phi_0 - Phi*| on f = (Phi - 1)^2
 * / 2, as |1 - eta| <= e^-eta up to eta = 1.27. With noise of variance 1, and for eta <= 1,
 *
 *     V_{t+1} = (1 - eta_t)^2 V_t + eta_t^2 <= (1 - eta_t) V_t + eta_t eta_t:
 *
 * between V_t and eta_t. From any s on, therefore, V_t <= prod_{s <= r < t} (1 - eta_r) V_s + max_{s <= r < t} eta_r;
 * the product goes to 0 since sum eta_t = inf, and then the maximum does as s grows.
 *
 * Almost sure convergence needs more; sum eta_t^2 < inf suffices. With eta_t = 1/(t + 1) and x_0 = 0 (t + 1) x_t is a
 * sum of t noises, so that by Doob's inequality P(max_{T <= t <= 2T} |x_t| > e) <= 2 T / (e (T + 1))^2 -> 0. With
 * eta_t = 1/(2 log(t + 1)) x_t is nearly stationary over the 2 log t steps that it remembers, with variance eta_t /
 * 2. Among the t / log t such spells in [T, 2T] the largest |x_t| is about sqrt(eta log T), which does not vanish:
 * x_t leaves [-0.4, 0.4] in every such window with a probability that goes to 1, and so infinitely often. That it
 * does at T = 100 and 1000 (and 10000 at level full) is what can be measured of it.
 *
 * The source prints the update as an assignment, Phi <- eta_t grad (elsewhere it writes -=: the sign may have been
 * lost with the slides), and the limit of eta_t as t -> 0 where t -> inf is meant.
 */
#include <stdio.h>

#include "experiments/robbins_monro/cases.h"

/* (Phi_T - 1)^2 / 2 from Phi_0 = 3 without noise. */
static long double descend(const nb_setup *s, uint64_t T)
{
    long double phi = 3;
    for (uint64_t t = 0; t < T; t++)
        phi -= s->step[t] * (phi - 1);
    return (phi - 1) * (phi - 1) / 2;
}

static long double assign(const nb_setup *s, uint64_t T)
{
    long double phi = 3;
    for (uint64_t t = 0; t < T; t++)
        phi = s->step[t] * (phi - 1);
    return (phi - 1) * (phi - 1) / 2;
}

static nb_status without_noise(const nb_trial *t, nb_ledger *l, long double (*gap)(const nb_setup *, uint64_t))
{
    const nb_setup *s = &t->setup[0];
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t T = t->instance->at.item[k];
        double sum = 0;
        char label[32];
        for (uint64_t i = 0; i < T; i++)
            sum += s->step[i];
        snprintf(label, sizeof label, "gap, T = %llu", (unsigned long long)T);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = gap(s, T), .rhs = nb_exp(-2 * sum) * gap(s, 0), .scale = gap(s, 0),
                                      .roundings = 64 * (unsigned)T }));
    }
    return NB_OK;
}
static nb_status descends(const nb_trial *t, nb_ledger *l) { return without_noise(t, l, descend); }
static nb_status assigns (const nb_trial *t, nb_ledger *l) { return without_noise(t, l, assign); }

/* prod (1 - eta_r) V_s + max eta_r from s = t / 10 on. */
static double between(const nb_setup *s, uint64_t t)
{
    double bound = nb_exact_distance(s, t / 10), most = 0;
    for (uint64_t r = t / 10; r < t; r++) {
        bound *= 1 - s->step[r];
        most = fmax(most, s->step[r]);
    }
    return bound + most;
}

static nb_status exact_bound(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t at = t->instance->at.item[k];
        char label[32];
        snprintf(label, sizeof label, "E x_t^2, t = %llu", (unsigned long long)at);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_exact_distance(s, at), .rhs = between(s, at),
                                      .roundings = 32 * (unsigned)(at + 1) }));
    }
    return NB_OK;
}

/* Whether |x_t| exceeds 0.4 in [T, 2T], at each checkpoint 2T; x_0 = 0. */
static const double far = 0.4;
static void leaves(const nb_trial *t, nb_random *r, double *cell)
{
    const nb_setup *s = &t->setup[0];
    const nb_times at = t->instance->at;
    double x = 0;
    for (size_t k = 0; k < at.count; k++)
        cell[k] = 0;
    for (uint64_t i = 0; i < at.item[at.count - 1]; i++) {
        x -= s->step[i] * (x + s->problem.noise * nb_next_normal(r));
        for (size_t k = 0; k < at.count && fabs(x) > far; k++)
            if (at.item[k] / 2 <= i + 1 && i + 1 <= at.item[k])
                cell[k] = 1;
    }
}

static double by_doob(const nb_setup *s, uint64_t t)
{
    const double T = (double)t / 2;
    return 2 * T * s->k.sigma0 / (far * far * (T + 1) * (T + 1));
}

static double every_other_time(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.5;
}

static const double nothing[] = { 0 };
static bool starts_at_rest(const nb_setup *s) { return s->step && s->step[0] <= 1; }

#define AT_REST(S) S(NULL, 0)
#define FROM_TWO(S) S(nb_from_two, 0)
#define HORIZONS   NB_TIMES(10, 100, 1000, 10000)
#define FALLS      NB_TIMES(100, 1000)

const nb_claim nb_claim_robbins_monro_classical_theorem = {
    .id     = "robbins_monro/classical-theorem",
    .title  = "Steps that vanish and sum to infinity converge, in mean square",
    .source = { NB_MCALLESTER, "The Classical Convergence Theorem; Physicist's proof",
                "Bertsekas and Tsitsiklis, Neuro-Dynamic Programming, proposition 3.5, as printed there" },
    .text   = "eta_t > 0, eta_t -> 0 and sum eta_t = inf imply E |Phi_t - Phi*|^2 -> 0 for Phi -= eta_t g on a "
              "strongly convex f with bounded noise variance; almost surely if sum eta_t^2 < inf, not in general",
    .latex  = "\\eta_t>0,\\ \\eta_t\\to0,\\ \\sum_t\\eta_t=\\infty \\;\\Rightarrow\\; "
              "\\mathbb{E}\\|\\Phi_t-\\Phi^\\star\\|^2\\to0\\quad(\\Phi \\mathrel{-}= \\eta_t\\,\\hat g)",
    .premises = NB_PREMISES(
        { "f = x^2 / 2 with Gaussian noise of variance 1", nb_unit_parabola },
        { "eta_t > 0, eta_t -> 0",                         nb_vanishing_steps },
        { "sum eta_t = inf",                               nb_endless_steps },
        { "eta_t <= 1",                                    starts_at_rest }),
    .parts = NB_PARTS(
        { .name = "without noise", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = descends, .because = "exp(-2 sum eta_t) gap_0" },
          .instances = NB_INSTANCES_OF(
              { "eta_t = 1/(t + 1)",        AT_REST(NB_ONE_OVER_T), HORIZONS, NB_SMOKE },
              { "eta_t = 1/(2 sqrt t)",     AT_REST(NB_ROOT),       NB_TIMES(10, 100, 1000), NB_SMOKE },
              { "eta_t = 1/(2 log(t + 1))", AT_REST(NB_OVER_LOG),   NB_TIMES(10, 100, 1000), NB_SMOKE }) },
        { .name = "mean square, exact recursion", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = exact_bound, .because = "prod (1 - eta) V_s + max eta, s = t / 10" },
          .instances = NB_INSTANCES_OF(
              { "eta_t = 1/(t + 1), x_0 = 2",        FROM_TWO(NB_ONE_OVER_T), HORIZONS, NB_SMOKE },
              { "eta_t = 1/(2 sqrt t), x_0 = 2",     FROM_TWO(NB_ROOT),       HORIZONS, NB_SMOKE },
              { "eta_t = 1/(2 log(t + 1)), x_0 = 2", FROM_TWO(NB_OVER_LOG),   HORIZONS, NB_SMOKE }) },
        { .name = "mean square, simulated", .kind = NB_MEAN, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_distance),
          .target = { .formula = between, .because = "prod (1 - eta) V_s + max eta, s = t / 10" },
          .given = NB_SQUARE_OF_NORMAL,
          .instances = NB_INSTANCES_OF(
              { "eta_t = 1/(2 sqrt t), x_0 = 2",     FROM_TWO(NB_ROOT),     FALLS, NB_CI },
              { "eta_t = 1/(2 log(t + 1)), x_0 = 2", FROM_TWO(NB_OVER_LOG), FALLS, NB_CI },
              { "eta_t = 1/(2 log(t + 1)), t = 1e4", FROM_TWO(NB_OVER_LOG), NB_TIMES(10000), NB_FULL }) },
        { .name = "a fifth less in a decade", .kind = NB_CONTRAST, .relation = NB_AT_MOST,
          .watch = NB_WATCH(&nb_distance),
          .target = { .numbers = nothing, .because = "E x_1000^2 <= 0.8 E x_100^2" }, .given = NB_SQUARE_OF_NORMAL,
          .weights = NB_WEIGHTS(-0.8, 1),
          .instances = NB_INSTANCES_OF(
              { "eta_t = 1/(2 sqrt t)",     AT_REST(NB_ROOT),     FALLS, NB_CI },
              { "eta_t = 1/(2 log(t + 1))", AT_REST(NB_OVER_LOG), FALLS, NB_CI }) },
        { .name = "almost surely, where sum eta_t^2 < inf", .kind = NB_PROBABILITY, .relation = NB_AT_MOST,
          .own = leaves,
          .target = { .formula = by_doob, .because = "Doob's inequality on [T, 2T]: -> 0" },
          .instances = NB_INSTANCES_OF({ "eta_t = 1/(t + 1)", AT_REST(NB_ONE_OVER_T), NB_TIMES(200, 2000), NB_CI }) },
        { .name = "not almost surely: |x_t| > 0.4 in [T, 2T]", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST,
          .own = leaves,
          .target = { .formula = every_other_time, .because = "excursions do not die out" },
          .instances = NB_INSTANCES_OF(
              { "eta_t = 1/(2 log(t + 1))",          AT_REST(NB_OVER_LOG), NB_TIMES(200, 2000), NB_CI },
              { "eta_t = 1/(2 log(t + 1)), T = 1e4", AT_REST(NB_OVER_LOG), NB_TIMES(20000),     NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "constant-step", .label = "step 0.1, where E x_t^2 stays at 0.0526", .breaks = "eta_t -> 0",
          .part = 3,
          .premise = nb_vanishing_steps,
          .on = NB_INSTANCES_OF({ "eta = 0.1", AT_REST(NB_TENTH), FALLS, NB_CI }) },
        { .slug = "summable-steps", .label = "steps (t + 1)^-2, where a quarter of (Phi_0 - Phi*)^2 remains",
          .breaks = "sum eta_t = inf", .part = 3, .premise = nb_endless_steps,
          .on = NB_INSTANCES_OF({ "eta_t = (t + 1)^-2, x_0 = 2", FROM_TWO(NB_ONE_OVER_T2), FALLS, NB_CI }) }),
    .errata = NB_ERRATA(
        { "M-1", NB_TEXT, "Phi <- eta_t grad L(Phi), as printed in the text, converges",
          "\\Phi \\leftarrow \\eta_t \\nabla_\\Phi \\mathcal{L}(\\Phi)",
          { .slug = "assignment-printed", .label = "the update as an assignment: Phi -> 0, gap -> 1/2",
            .breaks = "-=",
            .reason = "it reads -=: Phi <- Phi - eta_t grad L; the sign may be lost in the text",
            .part = 0, .target = { .account = assigns, .because = "exp(-2 sum eta_t) gap_0" } } },
        { "M-2", NB_READING,
          "eta_t -> 0 and sum eta_t = inf imply lim Phi_t = Phi* for almost every run: from some T on it "
          "leaves no more than every other window [T, 2T]",
          "\\eta_t>0,\\ \\eta_t\\to0,\\ \\sum_t\\eta_t=\\infty \\;\\Rightarrow\\; "
          "\\lim_{t\\to\\infty}\\Phi_t=\\Phi^\\star",
          { .slug = "almost-sure-printed", .label = "almost sure convergence, as printed without a mode",
            .breaks = "in mean square",
            .reason = "that is convergence in mean square; for almost every run sum eta_t^2 < inf suffices, eta_t = "
                      "1/(2 log t) does not do",
            .part = 5, .relation = NB_AT_MOST,
            .on = NB_INSTANCES_OF({ "eta_t = 1/(2 log(t + 1)), T = 1000", AT_REST(NB_OVER_LOG), NB_TIMES(2000),
                                    NB_CI }) } }),
};
