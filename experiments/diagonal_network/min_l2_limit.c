// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient flow from u = alpha, v = 0 ends at w_alpha, and w_alpha -> argmin |w|_2 over X w = y as alpha -> infinity.
 *
 * w_alpha = (alpha^2 / 2) sinh(2 X'nu) with X w_alpha = y. As alpha grows nu shrinks like alpha^-2, and sinh z = z +
 * z^3 / 6 + ... leaves w_alpha = X'(X X')^-1 y + O(alpha^-4): the network moves in its tangent kernel, which is that of
 * plain least squares.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

static nb_status apart(const nb_regression *r, double alpha, double *distance)
{
    double end[NB_WIDEST], limit[NB_WIDEST];
    NB_TRY(nb_least_l2(&r->s, limit, NULL));
    NB_TRY(nb_flow_end(r, alpha, end));
    *distance = nb_apart(r->d, end, limit);
    return NB_OK;
}

static nb_status enter_limit(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    (void)how;
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0];
        double distance;
        char label[64];
        snprintf(label, sizeof label, "|w_alpha - w|, alpha = %g", alpha);
        NB_TRY(apart(r, alpha, &distance));
        NB_TRY(nb_enter(l, (nb_pair){ label, distance, 0, .within = 1e-4 }));
    }
    return NB_OK;
}
static nb_status limit(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_limit, 0); }

/* The exponent between neighbouring arms. */
static nb_status enter_rate(const nb_trial *t, const nb_regression *r, nb_ledger *l, int exponent)
{
    double before = NAN;
    for (size_t a = 0; a < t->arms; a++) {
        double distance;
        NB_TRY(apart(r, t->setup[a].arm->numbers[0], &distance));
        if (a > 0) {
            const double ratio = t->setup[a].arm->numbers[0] / t->setup[a - 1].arm->numbers[0];
            NB_TRY(nb_enter(l, (nb_pair){ "exponent of alpha", nb_log(distance / before) / nb_log(ratio), exponent,
                                          .within = 0.02 }));
        }
        before = distance;
    }
    return NB_OK;
}
static nb_status fourth(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_rate, -4); }
static nb_status second(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_rate, -2); }

static nb_status enter_descent(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    double end[NB_WIDEST], least[NB_WIDEST];
    (void)how;
    NB_TRY(nb_least_l2(&r->s, least, NULL));
    NB_TRY(nb_descend(t, 0, r, 1e-24, end));
    return nb_enter(l, (nb_pair){ "|w - argmin |w|_2|, gradient descent", nb_apart(r->d, end, least), 0,
                                  .within = 1e-4 });
}
static nb_status descent(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_descent, 0); }

static bool large_start(const nb_setup *s) { return s->arm->numbers[0] >= 3; }

#define AT(alpha) NB_SCALE(alpha, NB_INSTANCE_A)
#define WALK(alpha, size) { .problem = { .type = &nb_product_network, .dim = 2 * NB_A_DIM, NB_INSTANCE_A }, \
                            .method = &nb_sgd, .sampling = { .scheme = NB_FULL_BATCH }, \
                            .step = { nb_constant, .a = size }, .start = { .place = nb_start_product }, \
                            .numbers = (const double[]){ alpha } }

const nb_claim nb_claim_diagonal_network_min_l2_limit = {
    .id     = "diagonal_network/min-l2-limit",
    .title  = "From a large start gradient flow finds the interpolant of least l2 norm",
    .source = { NB_GUNASEKAR, "Some early results", "Woodworth et al. (2020)" },
    .text   = "w_alpha -> argmin |w|_2 over X w = y as alpha -> infinity, with an error of order alpha^-4",
    .latex  = "\\lim_{\\alpha\\to\\infty} w_\\alpha = \\operatorname{argmin}_{Xw=y}\\|w\\|_2,\\quad"
              "\\|w_\\alpha-w_\\infty\\| = O(\\alpha^{-4})",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "the start is large: alpha >= 3",                     large_start }),
    .parts = NB_PARTS(
        { .name = "the limit", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = limit, .because = "X'(X X')^-1 y" },
          .instances = NB_INSTANCES_OF({ "instance A", NB_ARMS(AT(10), AT(30), AT(100)), .level = NB_SMOKE }) },
        { .name = "the rate", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = fourth, .because = "the cubic term of sinh" },
          .instances = NB_INSTANCES_OF({ "instance A", NB_ARMS(AT(3), AT(10), AT(30)), .level = NB_SMOKE }) },
        { .name = "gradient descent, step of order alpha^-2", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = descent, .because = "X'(X X')^-1 y" },
          .instances = NB_INSTANCES_OF({ "instance A, alpha = 10, gamma = 1e-4", NB_ARMS(WALK(10, 1e-4)),
                                         NB_TIMES(40000), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "small", .label = "alpha = 0.1", .breaks = "alpha -> infinity", .premise = large_start,
          .on = NB_INSTANCES_OF({ "instance A, alpha = 0.1", NB_ARMS(AT(0.1)), .level = NB_SMOKE }) },
        { .slug = "second-order", .label = "alpha^-2", .breaks = "alpha^-4", .part = 1,
          .target = { .account = second } },
        { .slug = "small-descent", .label = "gradient descent from alpha = 0.1", .breaks = "alpha -> infinity",
          .part = 2, .premise = large_start,
          .on = NB_INSTANCES_OF({ "instance A, alpha = 0.1, gamma = 0.2", NB_ARMS(WALK(0.1, 0.2)), NB_TIMES(100000),
                                  NB_SMOKE }) }),
};
