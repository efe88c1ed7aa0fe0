// SPDX-License-Identifier: GPL-3.0-or-later
/* (c, beta)-semi-smoothness: a descent lemma that allows kinks.
 *
 *     f(x)  <=  f(y) + f'(y) (x - y) + c |x - y| sqrt(f(y)) + (beta / 2) (x - y)^2.
 *
 * Theorem. For f = x^2 / 2 + a max(x - b, 0), a, b > 0, it holds for all x, y if
 *
 *     c sqrt(f(b)) >= a   (c >= a sqrt(2) / b)      and      beta >= 1 + sqrt(2) c,
 *
 * and c can be no smaller, however large beta is. Proof. Let d = |x - y|. For x and y on different sides of b, at most
 * a d must be covered beyond x^2 / 2. If y < b < x, then |y| + d >= x > b and
 *
 *     c d sqrt(f(y)) + (beta - 1) d^2 / 2  >=  c d (|y| + d) / sqrt(2)  >=  c d b / sqrt(2) = c d sqrt(f(b))  >=  a d;
 *
 * if x < b < y, sqrt(f(y)) > sqrt(f(b)) does it. At y = b, x = b + d the left side exceeds the right by
 * d (a - c sqrt(f(b))) - (beta - 1) d^2 / 2, which is positive for small d if c is smaller.
 *
 * With c = 0 it is the descent lemma, the upper half of smoothness and no more: -x^4 satisfies it with beta = 0, and
 * its gradient is not Lipschitz. (-x^4 < 0: for c = 0 the root does not matter.)
 */
#include "experiments/error_bound/cases.h"

static nb_status slack(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    return nb_enter(l, nb_least_slack(&f, NB_GRID));
}

/* What c = 0 is said to give: |f'(x) - f'(y)| <= beta |x - y|, for neighbours on the grid. */
static nb_status lipschitz(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    nb_pair worst = { "|f'(x) - f'(y)|, neighbours", .lhs = -INFINITY };
    for (size_t i = 1; i <= NB_GRID; i++) {
        const double x = nb_curve_grid(&f, i, NB_GRID), y = nb_curve_grid(&f, i - 1, NB_GRID);
        const long double difference = fabsl(nb_curve_slope(&f, x) - nb_curve_slope(&f, y));
        const long double bound = f.beta * fabsl((long double)x - y);
        if (difference - bound > worst.lhs - worst.rhs) {
            worst.lhs = difference;
            worst.rhs = bound;
        }
    }
    return nb_enter(l, worst);
}

static bool kinked(const nb_curve *f) { return f->form == NB_KINKED; }

/* Rounding is allowed for where c is the least possible. */
static bool covers_the_jump(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    return !kinked(&f) || f.c * sqrtl(nb_curve_value(&f, f.b)) >= f.a * (1 - 0x1p-50L);
}

/* Concave functions need no beta. */
static bool covers_the_curvature(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    return f.beta >= (kinked(&f) ? 1 + sqrt(2) * f.c : f.form == NB_MONOMIAL && f.a < 0 ? 0 : INFINITY);
}

static bool root_makes_sense(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    return f.c == 0 || f.f_star >= 0;
}

#define KINKED(c, beta) NB_CURVE(NB_KINKED, 0.1, 1, -4, 4, [NB_C] = c, [NB_BETA] = beta)
#define HILL(beta)      NB_CURVE(NB_MONOMIAL, -1, 4, -4, 4, [NB_BETA] = beta)
#define LEAST 0.14142135623730950488    // 0.1 sqrt 2

const nb_claim nb_claim_error_bound_semismooth_definition = {
    .id     = "error_bound/semismooth-definition",
    .title  = "Semi-smoothness allows kinks where f > 0",
    .source = { NB_GISELSSON, "Semi-smoothness", "Allen-Zhu, Li and Song (2019)" },
    .text   = "x^2/2 + a max(x - b, 0) is (c, beta)-semi-smooth for c >= a sqrt(2)/b, beta >= 1 + sqrt(2) c; c = 0 is "
              "the descent lemma",
    .latex  = "f(x) \\le f(y)+\\nabla f(y)^T(x-y)+c\\|x-y\\|_2\\sqrt{f(y)}+\\tfrac{\\beta}{2}\\|x-y\\|_2^2",
    .premises = NB_PREMISES(
        { "f >= 0, or c = 0",                       root_makes_sense },
        { "c sqrt(f) covers the jump of f'",        covers_the_jump },
        { "beta covers the curvature and c's share", covers_the_curvature }),
    .parts = NB_PARTS(
        { .name = "a kink", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = slack, .because = "the right-hand side of the definition" },
          .instances = NB_INSTANCES_OF(
              { "c = 0.1 sqrt 2, beta = 2", KINKED(LEAST, 2) },
              { "c = 0.1415, beta = 2",     KINKED(0.1415, 2) },
              { "c = 0.2, beta = 2",        KINKED(0.2, 2) }) },
        { .name = "c = 0 is the descent lemma", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = slack, .because = "concavity" },
          .instances = NB_INSTANCES_OF(
              { "-x^4, beta = 0", HILL(0) },
              { "-x^4, beta = 2", HILL(2) }) }),
    .controls = NB_CONTROLS(
        { .slug = "c-too-small", .label = "c = 0, 0.05, 0.1", .breaks = "c >= a sqrt(2) / b",
          .premise = covers_the_jump,
          .on = NB_INSTANCES_OF(
              { "c = 0, beta = 2",    KINKED(0, 2) },
              { "c = 0.05, beta = 2", KINKED(0.05, 2) },
              { "c = 0.1, beta = 2",  KINKED(0.1, 2) }) },
        { .slug = "one-percent", .label = "c = 0.99 a sqrt(2) / b", .breaks = "c >= a sqrt(2) / b",
          .premise = covers_the_jump,
          .on = NB_INSTANCES_OF({ "c = 0.14, beta = 1.2", KINKED(0.14, 1.2) }) },
        { .slug = "beta-too-small", .label = "beta = 1.0001", .breaks = "beta >= 1 + sqrt(2) c",
          .premise = covers_the_curvature,
          .on = NB_INSTANCES_OF({ "c = 0.1415, beta = 1.0001", KINKED(0.1415, 1.0001) }) },
        { .slug = "smoothness", .label = "with c = 0 the gradient is beta-Lipschitz", .breaks = "descent lemma",
          .part = 1, .target = { .account = lipschitz }, .on = NB_INSTANCES_OF({ "-x^4, beta = 2", HILL(2) }) }),
};
