// SPDX-License-Identifier: GPL-3.0-or-later
/* How the gain of SGD depends on the setting: E |Gain|_1 = Theta((gamma / b) sigma^2 d ln(1/alpha) |w_l1|_1) for
 * Gaussian rows, small gamma and alpha, b well below N.
 *
 * By diagonal_network/gain-bounds and diagonal_network/loss-integral the gain lies between gamma lambda_b Q and gamma
 * Lambda_b Q to leading order, where Q = Q_alpha(w_inf) is about ln(1/alpha) |w_l1|_1, and lambda_b, Lambda_b are of
 * the order of sigma^2 d / b. What is tried: exponents 1 in gamma, -1 in b and 1 in d, equal steps in ln(1/alpha); and
 * that gamma and sigma enter as gamma sigma^2 alone, exactly, since x_t does. Gains are compared at equal gamma T.
 */
#include "experiments/diagonal_network/gains.h"

static const double minus_one[] = { -1 }, one[] = { 1 }, zero[] = { 0 }, two[] = { 2 };

/* The mean gain of an arm over a few replicates, whose standard deviation is about 1 % of it. */
static nb_status mean_gain(const nb_trial *t, size_t a, const nb_regression *r, double *mean)
{
    enum { WALKS = 4 };
    *mean = 0;
    for (uint64_t i = 0; i < WALKS; i++) {
        nb_gains g;
        NB_TRY(nb_gains_of(t, a, i, r, 0, &g));
        *mean += nb_gain_norm(r, &g) / WALKS;
    }
    return NB_OK;
}

/* Equal steps of ln(1/alpha) add equal amounts. */
static nb_status steps(const nb_trial *t, const nb_regression *r, nb_ledger *l, int least)
{
    double first, second, third;
    NB_TRY(mean_gain(t, 0, r, &first));
    NB_TRY(mean_gain(t, 1, r, &second));
    NB_TRY(mean_gain(t, 2, r, &third));
    return nb_enter(l, (nb_pair){ "(Gain at alpha^3 - at alpha^2) over (at alpha^2 - at alpha)",
                                  (third - second) / (second - first), .rhs = least, .within = 0.15 });
}
static nb_status affine   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, steps, 1); }
static nb_status quadratic(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, steps, 2); }

/* The exponent of d, at equal gamma d. */
static nb_status dimensions(const nb_trial *t, const nb_regression *r, nb_ledger *l, int exponent)
{
    nb_regression wide;
    double narrow, broad;
    NB_TRY(mean_gain(t, 0, r, &narrow));
    NB_TRY(nb_regression_make(&wide, &t->setup[1].arm->problem, NULL));
    const nb_status status = mean_gain(t, 1, &wide, &broad);
    nb_regression_drop(&wide);
    NB_TRY(status);
    return nb_enter(l, (nb_pair){ "exponent of d", nb_log2(broad / narrow) + 1, .rhs = exponent, .within = 0.15 });
}
static nb_status linear  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, dimensions, 1); }
static nb_status constant(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, dimensions, 0); }

/* The same batches, sigma halved and gamma four times as large. */
static nb_status invariant(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    nb_regression half;
    (void)how;
    NB_TRY(nb_regression_make(&half, &t->setup[1].arm->problem, NULL));
    for (uint64_t i = 0; i < 4; i++) {
        nb_gains whole, of_half;
        nb_status status = nb_gains_of(t, 0, i, r, 0, &whole);
        if (status == NB_OK)
            status = nb_gains_of(t, 1, i, &half, 0, &of_half);
        if (status == NB_OK)
            status = nb_enter(l, (nb_pair){ "|Gain|_1", nb_gain_norm(r, &whole), .rhs = nb_gain_norm(&half, &of_half),
                                            .within = 1e-9 });
        if (status != NB_OK) {
            nb_regression_drop(&half);
            return status;
        }
    }
    nb_regression_drop(&half);
    return NB_OK;
}
static nb_status same(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, invariant, 0); }

static void write_half(const nb_problem_spec *s, double *rows)
{
    nb_write_pair(s, rows);
    for (size_t i = 0; i < s->table.count; i++)
        rows[i] /= 2;
}

static bool fresh(const nb_setup *s)
{
    return nb_starts_at_v_zero(s) && nb_fresh_batches(s) && nb_constant_step(s) && nb_first_step_is_short(s);
}

#define G(gamma, b)        NB_PQ(gamma, 0.05, b, 24, NB_PAIR(7, 12, 24))
#define AT(gamma, alpha)   NB_PQ(gamma, alpha, 2, 24, NB_PAIR(7, 12, 24))
#define HALF(gamma)        NB_PQ(gamma, 0.05, 2, 24, .seed = 7, .terms = 12, .table = { write_half, 12 * 25 })
#define OF_LOG_2(x)        (1.4426950408889634 * (x))
#define POSITIVE           { .kind = NB_STUDENT, .because = "a mean of many terms of one walk" }

const nb_claim nb_claim_diagonal_network_gain_scaling = {
    .id     = "diagonal_network/gain-scaling",
    .title  = "The gain of SGD grows with the step, the dimension and ln(1/alpha), and falls with the batch",
    .source = { NB_GUNASEKAR, "Large stepsizes help sparse recovery?", "Even, Pesme, Gunasekar and Flammarion (2023)" },
    .text   = "E |Gain|_1 = Theta((gamma / b) sigma^2 d ln(1/alpha) |w_l1|_1): exponents 1 in gamma, -1 in b, 1 in d, "
              "affine in ln(1/alpha), and a function of gamma sigma^2",
    .latex  = "\\mathbb{E}\\|\\mathrm{Gain}_\\gamma\\|_1 = \\Theta\\left(\\frac{\\gamma}{b}\\sigma^2 "
              "d\\log\\frac1\\alpha\\|w^\\star_{\\ell_1}\\|_1\\right)",
    .premises = NB_PREMISES({ "u = alpha, v = 0 at the start, fresh batches, short constant steps", fresh }),
    .parts = NB_PARTS(
        { .name = "gamma", .kind = NB_SLOPE, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gained), .margin = 0.02,
          .target = { .numbers = one, .because = "1" }, .given = POSITIVE,
          .weights = NB_WEIGHTS(OF_LOG_2(1), 0, 0, OF_LOG_2(-1)),
          .instances = NB_INSTANCES_OF({ "Gaussian, b = 2, gamma = 0.004, 0.002", NB_ARMS(G(0.004, 2), G(0.002, 2)),
                                         NB_TIMES(500, 1000), NB_CI }) },
        { .name = "b", .kind = NB_SLOPE, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gained), .margin = 0.15,
          .target = { .numbers = minus_one, .because = "-1" }, .given = POSITIVE,
          .weights = NB_WEIGHTS(OF_LOG_2(-0.5), 0, OF_LOG_2(0.5)),
          .instances = NB_INSTANCES_OF({ "Gaussian, gamma = 0.004, b = 1, 2, 4",
                                         NB_ARMS(G(0.004, 1), G(0.004, 2), G(0.004, 4)), NB_TIMES(500), NB_CI }) },
        { .name = "d", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = linear, .because = "1" },
          .instances = NB_INSTANCES_OF({ "Gaussian, b = 2, d = 24, 48, gamma = 0.096 / d",
                                         NB_ARMS(G(0.004, 2), NB_PQ(0.002, 0.05, 2, 48, NB_PAIR(7, 12, 48))),
                                         NB_TIMES(10000), NB_CI }) },
        { .name = "ln(1/alpha)", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = affine, .because = "1" },
          .instances = NB_INSTANCES_OF({ "Gaussian, b = 2, alpha = 0.05, 0.05^2, 0.05^3",
                                         NB_ARMS(AT(0.004, 0.05), AT(0.004, 0.0025), AT(0.004, 0.000125)),
                                         NB_TIMES(10000), NB_CI }) },
        { .name = "gamma sigma^2", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = same, .because = "the same walk" },
          .instances = NB_INSTANCES_OF({ "Gaussian, gamma = 0.004, sigma = 1; gamma = 0.016, sigma = 1/2",
                                         NB_ARMS(G(0.004, 2), HALF(0.016)), NB_TIMES(2000), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "gamma-squared", .label = "gamma^2", .breaks = "gamma", .part = 0, .target = { .numbers = two } },
        { .slug = "all-batches", .label = "b^0", .breaks = "1 / b", .part = 1, .target = { .numbers = zero } },
        { .slug = "log-squared", .label = "twice as much from alpha^2 to alpha^3 as from alpha to alpha^2",
          .breaks = "ln(1/alpha)", .part = 3, .target = { .account = quadratic } },
        { .slug = "gamma-sigma", .label = "gamma sigma kept", .breaks = "sigma^2", .part = 4,
          .on = NB_INSTANCES_OF({ "gamma = 0.004, sigma = 1; gamma = 0.008, sigma = 1/2",
                                  NB_ARMS(G(0.004, 2), HALF(0.008)), NB_TIMES(2000), NB_SMOKE }) },
        { .slug = "all-dimensions", .label = "d^0", .breaks = "d", .part = 2, .target = { .account = constant } }),
};
