// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent costs n log(1/eps) gradients, SGD 1/eps: SGD is cheaper as long as eps is not too small.
 *
 * n log(1/e) = 1/e has a root e*(n) with e* n log n of order 1; above it, short of 1, 1/eps <= n log(1/eps). So SGD
 * wins for eps LARGER than about 1/n, gradient descent for more accuracy. The source prints the first half reversed.
 *
 * Measured on h = (0.1, 1), noise of variance (0.1, 1), E x_0^2 = 4 each, n = 100: gradient descent with step 1, n
 * gradients a step; SGD with steps 20/(t + 20), t = 1, 2, ...; gradients until E f(x) - f* <= eps.
 *
 *     eps     0.3   0.1   0.03   0.01   0.003   0.001          e*(100) = 0.00154
 *     GD      100   400   1000   1500    2000    2600
 *     SGD      11    48    182    568    1921    5784
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

enum { TERMS = 100, PATIENCE = 10000 };

/* e*: n log(1/e) e - 1 falls from positive to negative as e falls below the root. */
static double root(double n)
{
    double low = 0, high = 0.36;                    // -e log e grows below 1/e
    for (int i = 0; i < 200; i++) {
        const double e = low + (high - low) / 2;
        *(-n * e * nb_log(e) < 1 ? &low : &high) = e;
    }
    return high;
}

static nb_status balance(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    for (double n = 10; n <= 1e4; n *= 10) {
        const double e = root(n);
        char label[64];
        snprintf(label, sizeof label, "n = %g, eps = 1.01 e*: 1/eps", n);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = 1 / (1.01 * e), .rhs = -n * nb_log(1.01 * e) }));
        snprintf(label, sizeof label, "n = %g, eps = 0.99 e*: n log(1/eps)", n);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = -n * nb_log(0.99 * e), .rhs = 1 / (0.99 * e) }));
        snprintf(label, sizeof label, "n = %g: e* n log n", n);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = e * n * nb_log(n), .rhs = 1 }));
    }
    return NB_OK;
}

/* Gradients until E f(x) - f* <= eps, by the recursion: arm 0 gradient descent, arm 1 SGD. */
static nb_status cost(const nb_trial *t, size_t arm, double eps, long double *gradients)
{
    const nb_setup *s = &t->setup[arm];
    nb_moments o;
    NB_TRY(nb_moments_make(&o, s, NULL));
    uint64_t steps = 0;
    for (; steps < t->instance->at.item[t->times - 1] && o.gap > eps; steps++)
        nb_moments_step(&o, s, s->step[steps]);
    nb_moments_drop(&o);
    *gradients = (long double)steps * (arm ? 1 : TERMS);
    return NB_OK;
}

static const double accuracies[] = { 0.3, 0.1, 0.03, 0.01, 0.003, 0.001 };

/* The winner's cost against the loser's. */
static nb_status compare(const nb_trial *t, nb_ledger *l, bool small_is_sgd)
{
    for (size_t i = 0; i < sizeof accuracies / sizeof *accuracies; i++) {
        const double eps = accuracies[i];
        const bool sgd = (eps < root(TERMS)) == small_is_sgd;
        long double gd_cost, sgd_cost;
        char label[64];
        NB_TRY(cost(t, 0, eps, &gd_cost));
        NB_TRY(cost(t, 1, eps, &sgd_cost));
        snprintf(label, sizeof label, "eps = %g: gradients of %s and of %s", eps, sgd ? "SGD" : "GD",
                 sgd ? "GD" : "SGD");
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = sgd ? sgd_cost : gd_cost, .rhs = sgd ? gd_cost : sgd_cost }));
    }
    return NB_OK;
}

static nb_status as_stated (const nb_trial *t, nb_ledger *l) { return compare(t, l, false); }
static nb_status as_printed(const nb_trial *t, nb_ledger *l) { return compare(t, l, true); }

/* What half as many gradients give. */
static double sooner(const nb_setup *s, uint64_t t)
{
    return nb_exact_gap(s, t / 2);
}

static bool decays(const nb_setup *s)
{
    return s->arm && ((s->problem.noisy && s->arm->step.at == nb_harmonic)
                      || (!s->problem.noisy && s->arm->step.at == nb_constant));
}

static const double curvature[] = { 0.1, 1 };
static const double factor[] = { 0.31622776601683793320, 0, 0, 1 };             // variances 0.1 and 1
#define DESCENT { .method = &nb_sgd, .step = { nb_constant, .a = 1 }, .start = { .spread = 2 }, \
                  .problem = { .type = &nb_quadratic, .dim = 2, .data = curvature } }
#define SGD     { .method = &nb_sgd, .step = { nb_harmonic, 20, 21 }, .start = { .spread = 2 }, \
                  .problem = { .type = &nb_quadratic, .dim = 2, .data = curvature, .factor = factor } }

const nb_claim nb_claim_noise_ball_cost_crossover = {
    .id     = "noise_ball/cost-crossover",
    .title  = "SGD is cheaper than gradient descent for accuracies coarser than about 1/n",
    .source = { NB_CHAUDHARI, "2, Remark 11", "" },
    .text   = "n log(1/eps) gradients of gradient descent against 1/eps of SGD: SGD wins for eps > e*(n), "
              "gradient descent for eps < e*(n), e* about 1 / (n log n)",
    .latex  = "\\tfrac1\\varepsilon \\le n\\log\\tfrac1\\varepsilon \\iff "
              "\\varepsilon \\ge \\varepsilon^\\star(n),\\quad \\varepsilon^\\star \\asymp \\frac{1}{n\\log n}",
    .premises = NB_PREMISES(
        { "f is m-strongly convex and L-smooth",                        nb_strongly_convex },
        { "SGD's steps fall like 1/t; gradient descent's are constant", decays }),
    .parts = NB_PARTS(
        { .name = "where the costs balance", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = balance, .because = "n log(1/eps) = 1/eps" },
          .instances = NB_INSTANCES_OF({ "n = 10 to 10^4", NB_ARMS(SGD), NB_TIMES(1), NB_SMOKE }) },
        { .name = "costs on a problem", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = as_stated, .because = "exact recursion" },
          .instances = NB_INSTANCES_OF(
              { "h = (0.1, 1), n = 100", NB_ARMS(DESCENT, SGD), NB_TIMES(PATIENCE), NB_SMOKE }) },
        { .name = "SGD's progress, simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap),
          .tolerance = 0.02,
          .target = { .formula = nb_exact_gap, .because = "exact recursion" }, .given = NB_GAUSSIAN_SQUARES,
          .instances = NB_INSTANCES_OF(
              { "h = (0.1, 1), to 182 gradients",  NB_ARMS(SGD), NB_TIMES(11, 48, 182),     NB_CI },
              { "h = (0.1, 1), to 5784 gradients", NB_ARMS(SGD), NB_TIMES(568, 1921, 5784), NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "half-the-gradients", .label = "half as many gradients do as well", .breaks = "1/eps", .part = 2,
          .target = { .formula = sooner } }),
    .errata = NB_ERRATA({ "C-16", NB_FALSE_AS_PRINTED,
        "If the average sub-optimality you desire is less than O(1/n) then you should use stochastic gradient descent",
        "\\varepsilon < O(1/n) \\;\\Rightarrow\\; \\text{SGD}",
        { .slug = "printed", .label = "SGD for eps < e*, gradient descent above", .breaks = "the direction",
          .reason = "the direction is reversed: SGD is cheaper for eps above about 1/n, gradient descent for more "
                    "accuracy",
          .part = 1,
          .target = { .account = as_printed } } }),
};
