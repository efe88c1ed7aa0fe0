// SPDX-License-Identifier: GPL-3.0-or-later
/* What a descent with steps of finite size ends at: the start alpha is replaced by an alpha_T of its own.
 *
 * Theorem. u(0) = alpha, v(0) = 0, x_t = gamma_t grad L_B(w_t), any steps, any batches, no |x_t,j| = 1. Then for every
 * T
 *
 *     |u_T^2 - v_T^2| = alpha_T^2 = alpha^2 exp(-sum_t q(x_t)),   q(x) = -ln |1 - x^2| = -ln((1 - x^2)^2) / 2,
 *     asinh(2 w_T / alpha_T^2) / 2 = -sum_t x_t + sum_t (x_t - ln |(1 + x_t)/(1 - x_t)| / 2),
 *
 * coordinate by coordinate, and where w_T -> w_inf with X w_inf = y, w_inf = argmin D_Q(w, w0~) over X w = y, with Q
 * the hyperentropy of alpha_inf and w0~ = (alpha_inf^2 / 2) sinh(2 sum_t (x_t - ln |..| / 2)).
 *
 * Proof. u + v and u - v are multiplied by 1 - x_t and 1 + x_t. So 4 w = (u + v)^2 - (u - v)^2 and alpha_T^2 = |u + v|
 * |u - v| give asinh(2 w / alpha_T^2) = ln |(u + v) / (u - v)|. As x_t is a combination of rows of X, Q'(w_inf) -
 * Q'(w0~) = -sum x_t is one: the condition of Karush, Kuhn and Tucker. One step with |x| > 1 changes the signs of u + v
 * and u - v, which leaves w and alpha_T^2 as they are.
 *
 * The source prints alpha_inf = alpha exp(-g(sum_t x_t)) with g(x) = -(1/2) log((1 - x^2))^2. The sum belongs outside
 * of g; it is alpha^2 that has the factor; and the square belongs under the logarithm, or g would be negative.
 */
#include <stdio.h>

#include "experiments/diagonal_network/gains.h"

static const double converged = 1e-26, tolerance = 1e-9;

static nb_status identity(const nb_trial *t, const nb_regression *r, nb_ledger *l, int percent)
{
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
        for (size_t k = 0; k < r->d; k++) {
            const double log = 2 * nb_log(g.alpha) - g.gain[k] * (1 + percent / 100.);
            char label[48];
            snprintf(label, sizeof label, "Q'(w_T), weight %zu", k + 1);
            NB_TRY(nb_enter(l, (nb_pair){ label, nb_asinh(2 * g.w[k] / nb_exp(log)) / 2,
                                          -g.sum[k] + (g.sum[k] - g.turn[k]), .within = tolerance }));
        }
    }
    return NB_OK;
}

static nb_status squares(const nb_trial *t, const nb_regression *r, nb_ledger *l, int percent)
{
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
        for (size_t k = 0; k < r->d; k++) {
            char label[48];
            snprintf(label, sizeof label, "ln |u^2 - v^2|, weight %zu", k + 1);
            NB_TRY(nb_enter(l, (nb_pair){ label, nb_log(g.square[k]),
                                          2 * nb_log(g.alpha) - g.gain[k] * (1 + percent / 100.),
                                          .within = tolerance }));
        }
    }
    return NB_OK;
}

/* What stands in the place of alpha_inf and of w0~. */
enum { EFFECTIVE, SUM_INSIDE, HALF_MISSING, LOG_SQUARED, START, EFFECTIVE_ALONE };

/* -(ln(1 - x^2))^2 / 2 at x_t, summed: not kept by nb_gains, so walked for again. */
typedef struct { const nb_setup *s; const nb_regression *r; double *sum; uint64_t last; } printed_sum;
static bool add(void *context, uint64_t t, size_t dim, const double *x)
{
    printed_sum *v = context;
    const nb_regression *r = v->r;
    double w[NB_GAINS_WIDEST], G[NB_GAINS_WIDEST] = { 0 };
    (void)dim;
    if (t == v->last)
        return false;
    nb_network_weights(v->s, x, w);
    for (size_t i = 0; i < r->N; i++) {
        double off = -r->y[i];
        for (size_t k = 0; k < r->d; k++)
            off += r->X[i * r->d + k] * w[k];
        for (size_t k = 0; k < r->d; k++)
            G[k] += off * r->X[i * r->d + k] / (double)r->N;
    }
    for (size_t k = 0; k < r->d; k++) {
        const double at = v->s->step[t] * (v->s->problem.type == &nb_product_network ? 1 : 0.5) * G[k];
        const double log = fabs(at) < 1e-4 ? -at * at : nb_log(fabs(1 - at * at));
        v->sum[k] -= log * log / 2;
    }
    return true;
}

static nb_status replaced(const nb_trial *t, size_t a, const nb_regression *r, const nb_gains *g, int how,
                          double *alpha, double *from)
{
    double sum[NB_GAINS_WIDEST] = { 0 };
    printed_sum v = { &t->setup[a], r, sum, g->steps };
    nb_effective(r, g, how == HALF_MISSING ? 1 : how == START ? 0 : 0.5, alpha);
    if (how == LOG_SQUARED)
        NB_TRY(nb_walk_alone(t, a, 0, add, &v, NULL));
    for (size_t k = 0; k < r->d; k++) {
        if (how == SUM_INSIDE || how == LOG_SQUARED)
            alpha[k] = g->alpha * nb_exp(-(how == SUM_INSIDE ? nb_q(g->sum[k]) : sum[k]) / 2);
        from[k] = how == START || how == EFFECTIVE_ALONE ? 0 : g->sum[k] - g->turn[k];
    }
    return NB_OK;
}

/* What no row of X sees of Q'(w_inf) - Q'(w0~). */
static nb_status projection(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        double alpha[NB_GAINS_WIDEST], from[NB_GAINS_WIDEST], z[NB_GAINS_WIDEST];
        NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
        NB_TRY(replaced(t, a, r, &g, how, alpha, from));
        for (size_t k = 0; k < r->d; k++)
            z[k] = nb_asinh(2 * g.w[k] / (alpha[k] * alpha[k])) / 2 - from[k];
        NB_TRY(nb_unseen(r, z, z));
        NB_TRY(nb_enter(l, (nb_pair){ "part of Q'(w_inf) - Q'(w0~) outside the rows of X", nb_most(r->d, z), 0,
                                      .within = tolerance }));
    }
    return NB_OK;
}

/* The minimiser by Newton's method in the dual: another route. */
static nb_status minimiser(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    (void)how;
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        double alpha[NB_GAINS_WIDEST], from[NB_GAINS_WIDEST], w[NB_GAINS_WIDEST];
        NB_TRY(nb_gains_at_end(t, a, r, converged, &g));
        nb_effective(r, &g, 0.5, alpha);
        nb_shifted_start(r, &g, from);
        NB_TRY(nb_hyperentropy_least(&r->s, alpha, from, w, NULL));
        NB_TRY(nb_enter(l, (nb_pair){ "|w_inf - argmin D_Q(w, w0~)|", nb_apart_most(r->d, g.w, w), 0,
                                      .within = tolerance }));
    }
    return NB_OK;
}

static nb_status exact    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, identity, 0); }
static nb_status percent  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, identity, 1); }
static nb_status balance  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, squares, 0); }
static nb_status balance_1(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, squares, 1); }
static nb_status least    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, minimiser, 0); }
static nb_status effective(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, projection, EFFECTIVE); }
static nb_status inside   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, projection, SUM_INSIDE); }
static nb_status halfless (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, projection, HALF_MISSING); }
static nb_status squared  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, projection, LOG_SQUARED); }
static nb_status start    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, projection, START); }
static nb_status alone    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, projection, EFFECTIVE_ALONE); }

#define UV(gamma, b)  NB_UV(gamma, 0.1, b, NB_A_DIM, NB_INSTANCE_A)
#define PQ(gamma, b)  NB_PQ(gamma, 0.1, b, NB_A_DIM, NB_INSTANCE_A)
#define LONG          NB_TIMES(200000), NB_SMOKE
#define THREE(at) \
    { "GD, gamma = 0.3",          NB_ARMS(at(0.3, 0)),  LONG }, \
    { "SGD, b = 1, gamma = 0.05", NB_ARMS(at(0.05, 1)), LONG }, \
    { "SGD, b = 4, gamma = 0.15", NB_ARMS(at(0.15, 4)), LONG }
#define DESCENT NB_INSTANCES_OF({ "GD, gamma = 0.3", NB_ARMS(PQ(0.3, 0)), LONG })

const nb_claim nb_claim_diagonal_network_effective_initialisation = {
    .id     = "diagonal_network/effective-initialisation",
    .title  = "Steps of finite size act as a smaller start",
    .source = { NB_GUNASEKAR, "Role of stochasticity and step-size", "Even, Pesme, Gunasekar and Flammarion (2023)" },
    .text   = "u^2 - v^2 = +-alpha_T^2, alpha_T^2 = alpha^2 exp(-sum_t q(gamma_t grad L_B(w_t))), q(x) = -ln |1 - "
              "x^2|, for any steps and batches; and w_inf = argmin over X w = y of D_Q(w, w0~), Q the hyperentropy of "
              "alpha_inf",
    .latex  = "\\alpha_T^2 = \\alpha^2 \\exp\\bigl(-\\textstyle\\sum_t q(\\gamma_t\\nabla L_{B_t}(w_t))\\bigr),\\quad "
              "w_\\infty = \\operatorname{argmin}_{Xw=y} D_{Q_{\\alpha_\\infty}}(w, \\tilde w_0)",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "u = alpha, v = 0 at the start",                      nb_starts_at_v_zero }),
    .parts = NB_PARTS(
        { .name = "w_T", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = exact, .because = "-sum ln |(1 + x_t)/(1 - x_t)| / 2" },
          .instances = NB_INSTANCES_OF(THREE(PQ)) },
        { .name = "u^2 - v^2", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = balance, .because = "ln alpha_T^2" },
          .instances = NB_INSTANCES_OF(THREE(UV)) },
        { .name = "w_inf is the projection of w0~", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = effective, .because = "a condition of Karush, Kuhn and Tucker" },
          .instances = NB_INSTANCES_OF(THREE(PQ)) },
        { .name = "by another route", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = least, .because = "Newton's method in the dual" },
          .instances = NB_INSTANCES_OF(THREE(PQ)) }),
    .controls = NB_CONTROLS(
        { .slug = "one-percent", .label = "Gain is 1 % larger", .breaks = "q", .part = 0,
          .target = { .account = percent } },
        { .slug = "one-percent-squares", .label = "Gain is 1 % larger, in u^2 - v^2", .breaks = "q", .part = 1,
          .target = { .account = balance_1 } },
        { .slug = "start", .label = "Q of alpha itself, and no w0~", .breaks = "alpha_inf", .part = 2,
          .target = { .account = start } },
        { .slug = "no-shift", .label = "w0~ left out", .breaks = "w0~", .part = 2,
          .target = { .account = alone } }),
    .errata = NB_ERRATA(
        { "G1", NB_FALSE_AS_PRINTED, "alpha_inf = alpha exp(-g(sum_t gamma_t grad L_B(w_t)))",
          "\\alpha_\\infty = \\alpha \\odot \\exp(-g(\\textstyle\\sum_t \\gamma_t\\nabla\\bar L_{B_t}(w(t))))",
          { .slug = "sum-printed", .label = "the sum inside of q, as printed", .breaks = "sum_t q",
            .reason = "the sum belongs outside of q: alpha_T^2 = alpha^2 exp(-sum_t q(x_t)); q is not linear",
            .part = 2,
            .target = { .account = inside } } },
        { "G2", NB_FALSE_AS_PRINTED, "alpha_inf = alpha exp(-g)", "\\alpha_\\infty = \\alpha \\odot \\exp(-g)",
          { .slug = "half-printed", .label = "alpha_inf for alpha_inf^2, as printed", .breaks = "alpha_T^2 = alpha^2",
            .reason = "it is alpha^2 that has the factor: alpha_inf^2 = alpha^2 exp(-g)",
            .part = 2, .target = { .account = halfless } } },
        { "G3", NB_WORDING, "g(x) = -(1/2) log((1 - x^2))^2", "g(x) = -\\tfrac12\\log\\left((1-x^2)\\right)^2",
          { .slug = "square-printed", .label = "the square of the logarithm, as printed", .breaks = "-ln |1 - x^2|",
            .reason = "the square belongs inside of the logarithm: q(x) = -(1/2) log((1 - x^2)^2) = -ln |1 - x^2|",
            .part = 2, .target = { .account = squared }, .on = DESCENT } }),
};
