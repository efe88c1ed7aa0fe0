// SPDX-License-Identifier: GPL-3.0-or-later
/* Where the error bound holds, every stationary point is a global minimum.
 *
 * f'(x) = 0 gives delta (f(x) - f*) <= 0. So there is no other local minimum and no saddle point; the global minimum
 * itself is one. x^2 + 3 sin^2 x is stationary at 0 only; x^2 + 30 sin^2 x at 13 points of [-10, 10], so that no delta
 * > 0 serves it.
 */
#include <stdio.h>

#include "experiments/error_bound/cases.h"

enum { CELLS = 2001, MOST = 64 };      // odd: no grid point is 0

/* The points between which f' changes sign, bisected. */
typedef struct { size_t count; double at[MOST]; } zeros;
static zeros stationary(const nb_curve *f)
{
    zeros z = { 0 };
    for (size_t i = 0; i < CELLS && z.count < MOST; i++) {
        double low = nb_curve_grid(f, i, CELLS), high = nb_curve_grid(f, i + 1, CELLS);
        const bool rises = nb_curve_slope(f, low) < 0;
        if (rises == (nb_curve_slope(f, high) < 0))
            continue;
        for (int k = 0; k < 100; k++) {
            const double middle = low + (high - low) / 2;
            *((nb_curve_slope(f, middle) < 0) == rises ? &low : &high) = middle;
        }
        z.at[z.count++] = low;
    }
    return z;
}

static nb_status count(const nb_trial *t, nb_ledger *l, double expected)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    return nb_enter(l, (nb_pair){ "zeros of f'", .lhs = (long double)stationary(&f).count, .rhs = expected });
}
static nb_status one (const nb_trial *t, nb_ledger *l) { return count(t, l, 1); }
static nb_status none(const nb_trial *t, nb_ledger *l) { return count(t, l, 0); }

static nb_status global(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    const zeros z = stationary(&f);
    for (size_t i = 0; i < z.count; i++) {
        char label[48];
        snprintf(label, sizeof label, "f - f* at x = %.6g", z.at[i]);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_curve_value(&f, z.at[i]) - f.f_star, .rhs = 0, .scale = 1 }));
    }
    return NB_OK;
}

#define WAVY(a) NB_CURVE(NB_WAVY, a, 0, -10, 10, [NB_DELTA] = 0.35)
#define BOUNDED NB_INSTANCES_OF( \
    { "x^2 + 3 sin^2 x on [-10, 10]",   WAVY(3) }, \
    { "|x| + x^2 / 2 on [-10, 10]",     NB_CURVE(NB_VEE, 1, 1, -10, 10, [NB_DELTA] = 2) }, \
    { "x^2 / 2 + 0.1 max(x - 1, 0)",    NB_CURVE(NB_KINKED, 0.1, 1, -4, 4, [NB_DELTA] = 2) })

const nb_claim nb_claim_error_bound_no_spurious_stationary = {
    .id     = "error_bound/no-spurious-stationary",
    .title  = "Where the error bound holds, every stationary point is a global minimum",
    .source = { NB_GISELSSON, "Implications of error bound", "" },
    .text   = "delta (f - f*) <= |f'|^2 on X implies f(x) = f* wherever f'(x) = 0 in X",
    .latex  = "\\nabla f(\\bar x) = 0 \\;\\Rightarrow\\; f(\\bar x) = f(x^\\star)",
    .premises = NB_PREMISES({ "the error bound holds on X", nb_error_bound }),
    .parts = NB_PARTS(
        { .name = "stationary points are global minima", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = global, .because = "delta (f - f*) <= 0" }, .instances = BOUNDED },
        { .name = "how many", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = one, .because = "the minimiser is unique" }, .instances = BOUNDED }),
    .controls = NB_CONTROLS(
        { .slug = "thirty", .label = "x^2 + 30 sin^2 x", .breaks = "the error bound", .premise = nb_error_bound,
          .on = NB_INSTANCES_OF({ "x^2 + 30 sin^2 x on [-10, 10]", WAVY(30) }) },
        { .slug = "none-at-all", .label = "no stationary point at all: \"There are none!\"", .breaks = "global minimum",
          .part = 1, .target = { .account = none } }),
};
