// SPDX-License-Identifier: GPL-3.0-or-later
/* Deeper networks w = w+^D - w-^D, from w+ = w- = alpha, need less small a start: for D >= 3 the excess of the l1 norm
 * is of order alpha^D, whatever the instance.
 *
 * Flow keeps (w+-)^(2-D) -+ (D - 2) D int grad L constant, so that w_alpha = alpha^D h(X'nu), h(z) = (1 - z)^-p - (1 +
 * z)^-p, p = D / (D - 2). On the support |z| -> 1 as alpha -> 0; nowhere can |z| exceed it, and off the support a
 * generic z stays away from it, where w_j = O(alpha^D). With D = 2 the same is alpha^(2 (1 - p*)), and p* may be near
 * 1 (diagonal_network/alpha-power-law). At the same scale alpha^D of the first output deeper is better still. Descent
 * is to end within gamma / 2 of flow, where a first look found gamma / 5; the flow's end of D = 2 is 10 gamma away.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

enum { ALPHA, DEPTH };                                      // numbers of an arm

static nb_status excess_of(const nb_regression *r, double alpha, double depth, double *excess)
{
    double w[NB_WIDEST], least[NB_WIDEST];
    NB_TRY(nb_least_l1(&r->s, NULL, least, NULL));
    NB_TRY(nb_deep_least(&r->s, alpha, (size_t)depth, w, NULL));
    *excess = nb_norm1(r->d, w) / nb_norm1(r->d, least) - 1;
    return NB_OK;
}

/* From one arm to the next; `as`: 0, or what the exponent differs from D by. */
static nb_status enter_exponent(const nb_trial *t, const nb_regression *r, nb_ledger *l, int as)
{
    for (size_t a = 1; a < t->arms; a += 2) {
        const double *large = t->setup[a - 1].arm->numbers, *small = t->setup[a].arm->numbers;
        double before, after;
        char label[64];
        snprintf(label, sizeof label, "exponent from alpha = %g to %g", large[ALPHA], small[ALPHA]);
        NB_TRY(excess_of(r, large[ALPHA], large[DEPTH], &before));
        NB_TRY(excess_of(r, small[ALPHA], small[DEPTH], &after));
        NB_TRY(nb_enter(l, (nb_pair){ label, nb_log(before / after) / nb_log(large[ALPHA] / small[ALPHA]),
                                      small[DEPTH] + as, .within = 0.1 }));
    }
    return NB_OK;
}
static nb_status exponent(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_exponent, 0); }
static nb_status deeper  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_exponent, 1); }
static nb_status less_two(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_exponent, -2); }

/* ALPHA is alpha^D here. */
static nb_status enter_scale(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    double before = INFINITY;
    (void)how;
    for (size_t a = 0; a < t->arms; a++) {
        const double *number = t->setup[a].arm->numbers;
        double excess;
        char label[64];
        snprintf(label, sizeof label, "excess, D = %g", number[DEPTH]);
        NB_TRY(excess_of(r, nb_pow(number[ALPHA], 1 / number[DEPTH]), number[DEPTH], &excess));
        if (a > 0)
            NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = excess, .rhs = before }));
        before = excess;
    }
    return NB_OK;
}
static nb_status same_scale(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_scale, 0); }

/* Gradient descent errs by its step; halving that halves the error. */
static nb_status enter_descent(const nb_trial *t, const nb_regression *r, nb_ledger *l, int depth)
{
    double before = NAN;
    for (size_t a = 0; a < t->arms; a++) {
        const nb_arm *arm = t->setup[a].arm;
        double end[NB_WIDEST], w[NB_WIDEST];
        char label[64];
        snprintf(label, sizeof label, "|w - w_alpha|, gradient descent, gamma = %g", arm->step.a);
        NB_TRY(nb_descend(t, a, r, 1e-24, end));
        NB_TRY(nb_deep_least(&r->s, arm->numbers[ALPHA], (size_t)depth, w, NULL));
        const double error = nb_apart_most(r->d, end, w);
        NB_TRY(nb_enter(l, (nb_pair){ label, error, 0, .within = arm->step.a / 2 }));
        if (a > 0 && isfinite(before) && isfinite(error))
            NB_TRY(nb_enter(l, (nb_pair){ "order in gamma", nb_log2(before / error), 1, .within = 0.02 }));
        before = error;
    }
    return NB_OK;
}
static nb_status descent(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_descent, 3); }
static nb_status shallow(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_descent, 2); }

#define AT(alpha, depth) { .problem = { NB_INSTANCE_A }, .numbers = (const double[]){ alpha, depth } }
#define OF_A { "instance A, D = 3", NB_ARMS(AT(0.05, 3), AT(0.02, 3)), .level = NB_SMOKE }, \
             { "instance A, D = 4", NB_ARMS(AT(0.05, 4), AT(0.02, 4)), .level = NB_SMOKE }, \
             { "instance A, D = 6", NB_ARMS(AT(0.1, 6), AT(0.05, 6)), .level = NB_SMOKE }
#define WIDE(alpha, depth) { .problem = { NB_SOURCE(NB_SOURCE_TERMS) }, .numbers = (const double[]){ alpha, depth } }
#define WALK(size) { .problem = { .type = &nb_power_network, .dim = 2 * NB_A_DIM, .depth = 3, NB_INSTANCE_A }, \
                     .method = &nb_sgd, .sampling = { .scheme = NB_FULL_BATCH }, .step = { nb_constant, .a = size }, \
                     .start = { .place = nb_start_power }, .numbers = (const double[]){ 0.5, 3 } }
#define STEPS NB_TIMES(200000)

const nb_claim nb_claim_diagonal_network_depth = {
    .id     = "diagonal_network/depth",
    .title  = "Depth makes a small start less important",
    .source = { NB_GUNASEKAR, "Sparse recovery?, Higher depth", "Woodworth et al. (2020)" },
    .text   = "w = w+^D - w-^D, D >= 3: the excess |w_alpha|_1 / min |w|_1 - 1 is of order alpha^D",
    .latex  = "w=w_+^D-w_-^D,\\ D\\ge3:\\quad \\|w_\\alpha\\|_1/\\min_{Xw=y}\\|w\\|_1-1=\\Theta(\\alpha^D)",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "the interpolant of least l1 norm is unique",         nb_sparsest_is_unique }),
    .parts = NB_PARTS(
        { .name = "the exponent", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = exponent, .because = "D" },
          .instances = NB_INSTANCES_OF(OF_A,
              { "d = 1000, r = 10, N = 200, D = 3", NB_ARMS(WIDE(0.02, 3), WIDE(0.01, 3)), .level = NB_FULL },
              { "d = 1000, r = 10, N = 200, D = 4", NB_ARMS(WIDE(0.05, 4), WIDE(0.02, 4)), .level = NB_FULL }) },
        { .name = "at the same alpha^D", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = same_scale, .because = "a smaller D" },
          .instances = NB_INSTANCES_OF(
              { "instance A, alpha^D = 1e-3", NB_ARMS(AT(1e-3, 2), AT(1e-3, 3), AT(1e-3, 4), AT(1e-3, 6)),
                .level = NB_SMOKE },
              { "instance A, alpha^D = 1e-5", NB_ARMS(AT(1e-5, 2), AT(1e-5, 3), AT(1e-5, 4), AT(1e-5, 6)),
                .level = NB_SMOKE },
              { "d = 1000, r = 10, N = 200, alpha^D = 1e-3",
                NB_ARMS(WIDE(1e-3, 2), WIDE(1e-3, 3), WIDE(1e-3, 4), WIDE(1e-3, 6)), .level = NB_FULL }) },
        { .name = "gradient descent, D = 3", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = descent, .because = "the flow's end" },
          .instances = NB_INSTANCES_OF(
              { "instance A, alpha = 0.5, gamma = 0.01", NB_ARMS(WALK(0.01)), STEPS, NB_CI },
              { "instance A, alpha = 0.5, gamma = 0.01, 0.005", NB_ARMS(WALK(0.01), WALK(0.005)), STEPS, NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "two-layers", .label = "D = 2 as if it were D = 3", .breaks = "D >= 3",
          .target = { .account = deeper },
          .on = NB_INSTANCES_OF({ "instance A, D = 2", NB_ARMS(AT(0.05, 2), AT(0.02, 2)), .level = NB_SMOKE }) },
        { .slug = "less-two", .label = "exponent D - 2", .breaks = "alpha^D", .target = { .account = less_two },
          .on = NB_INSTANCES_OF(OF_A) },
        { .slug = "shallow-limit", .label = "descent with D = 3 to the flow's end of D = 2", .breaks = "D", .part = 2,
          .target = { .account = shallow },
          .on = NB_INSTANCES_OF({ "instance A, alpha = 0.5, gamma = 0.01", NB_ARMS(WALK(0.01)), STEPS, NB_CI }) }),
};
