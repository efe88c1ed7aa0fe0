// SPDX-License-Identifier: GPL-3.0-or-later
/* The error bound delta (f(x) - f*) <= |s|^2, s in df(x), with and without convexity, with and without kinks.
 *
 *     f                             delta                what is left, |s|^2 - delta (f - f*)
 *     case A                        2 m = 2.5            0 along the lowest eigenvector
 *     |x| + x^2 / 2                 2                    1 for x != 0; at 0 the subgradient 0 is one of df
 *     x^2 / 2 + a max(x - b, 0)     2                    0 for x < b, a^2 + 2 a b beyond
 *     x^2 + 3 sin^2 x               0.35                 not convex; min |f'|^2 / f = 0.35106 at |x| = 2.2017
 *
 * An error bound makes f grow quadratically, f - f* >= (delta / 4) |x - x*|^2, so that x^4 has none: |f'|^2 / f = 16
 * x^2.
 */
#include "experiments/error_bound/cases.h"

static nb_status bound      (const nb_trial *t, nb_ledger *l) { return nb_enter_bound(t, l, 1); }
static nb_status one_percent(const nb_trial *t, nb_ledger *l) { return nb_enter_bound(t, l, 1.01); }
static nb_status by_L(const nb_trial *t, nb_ledger *l)
{
    return nb_enter_bound(t, l, t->setup[0].k.L / t->setup[0].k.m);
}

/* Case A at (r, -r), along the eigenvector of 1.25. */
static nb_status left_of_problem(const nb_setup *s, nb_ledger *l)
{
    for (double r = -2; r <= 2; r += 1) {
        const nb_gradients g = nb_gradients_at(s, (const double[NB_MOST_DIM]){ r, -r });
        NB_TRY(nb_enter(l, (nb_pair){ "along (1, -1)", g.slope - s->arm->numbers[NB_DELTA] * g.gap, 0,
                                      .scale = 2 * g.slope }));
    }
    return NB_OK;
}

static nb_status left(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    if (s->problem.type)
        return left_of_problem(s, l);
    const nb_curve f = nb_curve_of(s);
    for (size_t i = 0; i < 8; i++) {
        const double x = nb_curve_grid(&f, i, 7);       // odd: misses 0
        const long double slope = nb_curve_slope(&f, x), value = nb_curve_value(&f, x);
        const long double a = f.a, more = f.form == NB_VEE ? a * a : x > f.b ? a * a + 2 * a * f.b : 0;
        NB_TRY(nb_enter(l, (nb_pair){ "|s|^2 - delta (f - f*)", slope * slope - f.delta * value, more,
                                      .scale = slope * slope + f.delta * value }));
    }
    return NB_OK;
}

static bool grows_quadratically(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    if (s->problem.type)
        return f.delta / 4 <= s->k.m / 2 * (1 + 0x1p-40);
    for (size_t i = 0; i <= NB_GRID; i++) {
        const double x = nb_curve_grid(&f, i, NB_GRID);
        const long double d = (long double)x - f.x_star, gap = nb_curve_value(&f, x) - f.f_star;
        if (f.delta / 4 * d * d > gap * (1 + 0x1p-40L))
            return false;
    }
    return true;
}

#define CASE_A .arms = NB_ARMS({ .problem = NB_CASE_A, NB_NUMBERS([NB_DELTA] = 2.5) })
#define VEE    NB_CURVE(NB_VEE, 1, 1, -10, 10, [NB_DELTA] = 2)
#define KINKED NB_CURVE(NB_KINKED, 0.1, 1, -4, 4, [NB_DELTA] = 2)

const nb_claim nb_claim_error_bound_pl_constant = {
    .id     = "error_bound/pl-constant",
    .title  = "The error bound, for smooth, nonsmooth and nonconvex functions",
    .source = { NB_GISELSSON, "Error bound", "Polyak (1963); Karimi, Nutini and Schmidt (2016)" },
    .text   = "delta (f(x) - f*) <= |s|^2 for the least s in df(x)",
    .latex  = "\\delta(f(x)-f(x^\\star)) \\le \\|s\\|_2^2,\\quad s\\in\\partial f(x)",
    .premises = NB_PREMISES({ "f grows quadratically, f - f* >= (delta / 4) |x - x*|^2", grows_quadratically }),
    .parts = NB_PARTS(
        { .name = "error bound", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = bound, .because = "|s|^2" },
          .instances = NB_INSTANCES_OF(
              { "case A, delta = 2 m",                      CASE_A },
              { "|x| + x^2 / 2, delta = 2",                 VEE },
              { "x^2 / 2 + 0.1 max(x - 1, 0), delta = 2",   KINKED },
              { "x^2 + 3 sin^2 x, delta = 0.35", NB_CURVE(NB_WAVY, 3, 0, -10, 10, [NB_DELTA] = 0.35) }) },
        { .name = "what is left of it", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = left, .because = "closed form" },
          .instances = NB_INSTANCES_OF(
              { "case A, lowest eigenvector",               CASE_A },
              { "|x| + x^2 / 2",                            VEE },
              { "x^2 / 2 + 0.1 max(x - 1, 0)",              KINKED }) }),
    .controls = NB_CONTROLS(
        { .slug = "quartic", .label = "x^4 with delta = 0.1", .breaks = "grows quadratically",
          .premise = grows_quadratically,
          .on = NB_INSTANCES_OF({ "x^4 on [-1, 1]", NB_CURVE(NB_MONOMIAL, 1, 4, -1, 1, [NB_DELTA] = 0.1) }) },
        { .slug = "two-L", .label = "delta = 2 L in place of 2 m", .breaks = "delta", .target = { .account = by_L },
          .on = NB_INSTANCES_OF({ "case A, delta = 3.5", CASE_A }) },
        { .slug = "one-percent", .label = "delta one per cent larger", .breaks = "delta",
          .target = { .account = one_percent } }),
};
