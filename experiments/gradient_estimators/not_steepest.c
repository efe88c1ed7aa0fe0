// SPDX-License-Identifier: GPL-3.0-or-later
/* The direction of SGD need not be a direction of descent.
 *
 * The source asks whether a step on one datum goes in the direction of steepest descent. It need not even go down:
 * there are f and x with
 *
 *     min_i grad f(x) . grad f_i(x) <= 0,     although     mean_i grad f(x) . grad f_i(x) = |grad f(x)|^2 > 0.
 *
 * Case A at (1, 1) is one: grad f . grad f_i = 9.625, 4.375, -1.75, 12.25. One step of four goes up.
 */
#include "experiments/gradient_estimators/cases.h"

/* (f(x + g) - f(x - g)) / 2, which for a quadratic is the derivative along g. */
static long double along(const nb_setup *s, nb_vector g)
{
    return (nb_gap_at(s, nb_plus(nb_begin(s), 1, g)) - nb_gap_at(s, nb_plus(nb_begin(s), -1, g))) / 2;
}

static nb_status directions(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    long double sum = 0, scale = 0;
    for (size_t i = 0; i < g.count; i++) {
        const long double product = nb_dot(slope, g.at[i]), size = nb_dot(slope, slope) + nb_dot(g.at[i], g.at[i]);
        NB_TRY(nb_enter(l, (nb_pair){ "grad f . grad f_i", product, along(s, g.at[i]), .scale = 4 * size }));
        sum += product / (long double)g.count;
        scale += size;
    }
    return nb_enter(l, (nb_pair){ "mean_i grad f . grad f_i", sum, nb_dot(slope, slope), .scale = scale });
}

static nb_status worst(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    long double least = INFINITY;
    for (size_t i = 0; i < g.count; i++)
        least = fminl(least, nb_dot(slope, g.at[i]));
    return nb_enter(l, (nb_pair){ "min_i grad f . grad f_i", least, 0, .scale = nb_dot(slope, slope) });
}

static bool moves(const nb_setup *s)
{
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    return nb_dot(slope, slope) > 0;
}

static const double inside[] = { 0 };
#define AT(case_, point_) NB_ARMS({ .problem = case_, .method = &nb_sgd, .start = { .point = point_ } })
#define POINTS NB_INSTANCES_OF({ "case A at (1, 1)",               .arms = AT(NB_CASE_A, nb_ones)        }, \
                               { "(1,1), (2,-1), (-1,2) at x = 0", .arms = AT(NB_CASE_CONFUSION, inside) })

const nb_claim nb_claim_gradient_estimators_not_steepest = {
    .id     = "gradient_estimators/not-steepest",
    .title  = "The direction of SGD need not be a direction of descent",
    .source = { NB_CHAUDHARI, "the question after equation (1)", "" },
    .text   = "min_i grad f . grad f_i <= 0 although mean_i grad f . grad f_i = |grad f|^2 > 0: "
              "some steps of SGD go up",
    .latex  = "\\min_i \\nabla f^\\top\\nabla f_i \\le 0 \\quad\\text{although}\\quad "
              "\\tfrac1N\\sum_i \\nabla f^\\top\\nabla f_i = \\|\\nabla f\\|^2 > 0",
    .premises = NB_PREMISES({ "x is not stationary", moves }),
    .parts = NB_PARTS(
        { .name = "directions", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = directions, .because = "difference quotient of f" }, .instances = POINTS },
        { .name = "the worst", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = worst, .because = "0" }, .instances = POINTS },
    ),
    .controls = NB_CONTROLS(
        { "every-direction", "every direction of SGD is one of descent", "need not", .part = 1,
          .relation = NB_AT_LEAST },
    ),
};
