// SPDX-License-Identifier: GPL-3.0-or-later
/* For a < 1 / L the step x -> g(x) = x - a grad f(x) is a diffeomorphism.
 *
 * |g(x) - g(y)| >= |x - y| - a |grad f(x) - grad f(y)| >= (1 - a L) |x - y|, so that g is injective with a continuous
 * inverse; Jg = I - a grad^2 f has eigenvalues >= 1 - a L > 0, hence det Jg > 0. Equality in the limit at 0 of f = 1 -
 * cos x, where f'' = L = 1. Between 1/L and 2/L descent still holds, but g folds: at a = 3/2 the points 0 and +-1.4958
 * all go to 0.
 */
#include "experiments/saddle_avoidance/cases.h"

enum { COSINE, PARABOLA };                          // 1 - cos x, L = 1; x^2, L = 2
enum { FORM, SIZE, SMOOTH, NUMBERS };
enum { CELLS = 2000 };

static long double image(const double *n, double x)
{
    return x - (long double)n[SIZE] * (n[FORM] == COSINE ? (long double)nb_sin(x) : 2 * (long double)x);
}

static double at(int i) { return 4 * (double)i / CELLS; }           // -4 .. 4

/* The least |g(x) - g(y)| / |x - y| over neighbours, and over points further and further apart. */
static nb_status enter(const nb_trial *t, nb_ledger *l, double share)
{
    const double *n = t->setup[0].arm->numbers;
    long double least = INFINITY;
    for (int apart = 1; apart < 2 * CELLS; apart *= 5)
        for (int i = -CELLS; i + apart <= CELLS; i++)
            least = fminl(least, fabsl(image(n, at(i + apart)) - image(n, at(i))) / (at(i + apart) - at(i)));
    return nb_enter(l, (nb_pair){ "|g(x) - g(y)| / |x - y|, the least", .lhs = least,
                                  .rhs = share * (1 - (long double)n[SIZE] * n[SMOOTH]), .scale = 1,
                                  .roundings = 65536 });
}
static nb_status contracts_least(const nb_trial *t, nb_ledger *l) { return enter(t, l, 1); }
static nb_status percent        (const nb_trial *t, nb_ledger *l) { return enter(t, l, 1.01); }

/* Cells of the grid whose ends g keeps in order: all of them where g' > 0. */
static nb_status in_order(const nb_trial *t, nb_ledger *l)
{
    const double *n = t->setup[0].arm->numbers;
    double kept = 0;
    for (int i = -CELLS; i < CELLS; i++)
        kept += image(n, at(i)) < image(n, at(i + 1));
    return nb_enter(l, (nb_pair){ "cells that keep their order", .lhs = kept, .rhs = 2 * CELLS });
}

static bool below_one(const nb_setup *s)
{
    return s->arm->numbers[SIZE] * s->arm->numbers[SMOOTH] < 1;
}

#define ARM(form, a, L) \
    .arms = NB_ARMS({ .numbers = (const double[NUMBERS]){ [FORM] = form, [SIZE] = a, [SMOOTH] = L } })
#define STEPS NB_INSTANCES_OF({ "1 - cos x, a = 0.9", ARM(COSINE, 0.9, 1) }, \
                              { "1 - cos x, a = 0.5", ARM(COSINE, 0.5, 1) }, { "x^2, a = 0.4", ARM(PARABOLA, 0.4, 2) })

const nb_claim nb_claim_saddle_avoidance_diffeomorphism = {
    .id     = "saddle_avoidance/diffeomorphism",
    .title  = "Short steps are diffeomorphisms",
    .source = { NB_GOLIKOV, "Proposition (Lee et al., 2016)", "" },
    .text   = "for a < 1 / L: |g(x) - g(y)| >= (1 - a L) |x - y| and det Jg > 0 with g(x) = x - a grad f(x)",
    .latex  = "\\|g(x)-g(y)\\|\\ge(1-\\alpha L)\\|x-y\\|,\\quad\\det Jg>0,\\qquad\\alpha<\\tfrac1L",
    .premises = NB_PREMISES({ "a < 1 / L", below_one }),
    .parts = NB_PARTS(
        { .name = "distances", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = contracts_least, .because = "1 - a L" }, .instances = STEPS },
        { .name = "order", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = in_order, .because = "all 4000 cells of a grid" }, .instances = STEPS }),
    .controls = NB_CONTROLS(
        { .slug = "folds", .label = "a = 1.5 on 1 - cos x: g folds", .breaks = "a < 1 / L", .part = 1,
          .premise = below_one, .on = NB_INSTANCES_OF({ "1 - cos x, a = 1.5", ARM(COSINE, 1.5, 1) }) },
        { .slug = "collapses", .label = "a = 1 / L on x^2: g = 0", .breaks = "a < 1 / L", .part = 1,
          .premise = below_one, .on = NB_INSTANCES_OF({ "x^2, a = 0.5", ARM(PARABOLA, 0.5, 2) }) },
        { .slug = "one-percent", .label = "1.01 (1 - a L)", .breaks = "1 - a L", .target = { .account = percent } }),
};
