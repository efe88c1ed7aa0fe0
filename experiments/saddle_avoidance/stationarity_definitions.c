// SPDX-License-Identifier: GPL-3.0-or-later
/* x is eps-2nd-order stationary if |grad f| <= eps and lambda_min(grad^2 f) >= -sqrt(rho eps), rho a Lipschitz constant
 * of the Hessian.
 *
 * The two thresholds scale alike. In other units, f~(s x) = c f(x), gradients are multiplied by c / s, Hessians by c /
 * s^2 and rho by c / s^3; with eps~ = eps c / s therefore sqrt(rho~ eps~) = sqrt(rho eps) c / s^2, and |grad f| / eps
 * and lambda_min / sqrt(rho eps) stay what they are. Without rho they do not.
 *
 * It certifies no minimum: at 0, x^3 / 3, x^3 - 3 x y^2 and (w_1 w_2 w_3 - 1)^2 / 2 have gradient and Hessian 0 and
 * fall in some direction. A strict saddle is any critical point with lambda_min < 0, strict maxima included.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/cases.h"

/* At y of f~(y) = c f(y / s), f = x^2/2 - y^2/2 + y^4/4 on |y| <= 1, rho = 6: the ratios, Hessian (1, 3 y^2 - 1). */
typedef struct { long double slope, bend; } ratios;
static ratios ratios_at(long double c, long double s, long double x, long double y, bool with_rho)
{
    const long double u = x / s, v = y / s, eps = 0.01L * c / s, rho = with_rho ? 6 * c / (s * s * s) : 6;
    const long double g[2] = { c / s * u, c / s * (v * v * v - v) };
    const long double least = c / (s * s) * (3 * v * v - 1 < 1 ? 3 * v * v - 1 : 1);
    return (ratios){ sqrtl(g[0] * g[0] + g[1] * g[1]) / eps, least / sqrtl(rho * eps) };
}

static nb_status enter_scaled(const nb_trial *t, nb_ledger *l, bool with_rho)
{
    static const struct { double c, s; } unit[] = { { 4, 1 }, { 1, 4 }, { 3, 0.1 }, { 1e-3, 7 } };
    static const double at[][2] = { { 0.25, 0.125 }, { 0.001, -0.5 }, { -0.01, 1 } };
    (void)t;
    for (size_t i = 0; i < 3; i++) {
        const ratios here = ratios_at(1, 1, at[i][0], at[i][1], with_rho);
        for (size_t j = 0; j < 4; j++) {
            const double s = unit[j].s;
            const ratios there = ratios_at(unit[j].c, s, s * at[i][0], s * at[i][1], with_rho);
            NB_TRY(nb_enter(l, (nb_pair){ "|grad f| / eps", .lhs = there.slope, .rhs = here.slope }));
            NB_TRY(nb_enter(l, (nb_pair){ "lambda_min / sqrt(rho eps)", .lhs = there.bend, .rhs = here.bend }));
        }
    }
    return NB_OK;
}
static nb_status scaled     (const nb_trial *t, nb_ledger *l) { return enter_scaled(t, l, true); }
static nb_status without_rho(const nb_trial *t, nb_ledger *l) { return enter_scaled(t, l, false); }

/* Of polynomials at 0: |grad f|, and the absolute row sums of the Hessian by differences, exact up to h^2. */
static nb_status passes(const nb_trial *t, nb_ledger *l)
{
    const double h = 0x1p-20;
    const nb_problem *p = &t->setup[0].problem;
    double x[NB_MOST_DIM] = { 0 }, g[NB_MOST_DIM], up[NB_MOST_DIM], down[NB_MOST_DIM], slope = 0, bend = 0;
    nb_gradient_of(p, x, g);
    for (size_t k = 0; k < p->dim; k++) {
        double row = 0;
        slope = fmax(slope, fabs(g[k]));
        x[k] = h;
        nb_gradient_of(p, x, up);
        x[k] = -h;
        nb_gradient_of(p, x, down);
        x[k] = 0;
        for (size_t j = 0; j < p->dim; j++)
            row += fabs(up[j] - down[j]) / (2 * h);
        bend = fmax(bend, row);
    }
    NB_TRY(nb_enter(l, (nb_pair){ "|grad f(0)|", .lhs = slope, .rhs = 0 }));
    return nb_enter(l, (nb_pair){ "|grad^2 f(0)|", .lhs = bend, .rhs = 0 });
}

/* f at the arm's start against f(0): less, beside a saddle. */
static nb_status falls(const nb_trial *t, nb_ledger *l)
{
    return nb_enter(l, (nb_pair){ "f(x) beside 0", .lhs = t->setup[0].gap0, .rhs = 0, .scale = 1 });
}

static bool flat(const nb_setup *s)                         // gradient and Hessian vanish at 0
{
    const double *of = s->arm ? s->arm->problem.data : NULL;
    const size_t d = s->problem.dim;
    for (size_t m = 0; of && m < (size_t)of[0]; m++) {
        double degree = 0;
        for (size_t k = 0; k < d; k++)
            degree += of[1 + m * (d + 1) + 1 + k];
        if (degree == 1 || degree == 2)
            return false;
    }
    return true;
}

static const double cube[]   = { 1,   1. / 3, 3 };
static const double monkey[] = { 2,   1, 3, 0,   -3, 1, 2 };
static const double deep[]   = { 3,   0.5, 2, 2, 2,   -1, 1, 1, 1,   0.5, 0, 0, 0 };
static const double bowl[]   = { 2,   0.5, 2, 0,   0.5, 0, 2 };
static const double left[] = { -0.1 }, west[] = { -0.1, 0 }, ones[] = { 0.1, 0.1, 0.1 }, east[] = { 0.1, 0 };
#define BESIDE(n, table, at) .arms = NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, \
                                       .start = { .point = at }, \
                                       .problem = { .type = &nb_polynomial, .dim = n, .data = table } })
#define FLAT NB_INSTANCES_OF({ "x^3 / 3 at -0.1", BESIDE(1, cube, left) }, \
                             { "x^3 - 3 x y^2 at (-0.1, 0)", BESIDE(2, monkey, west) }, \
                             { "(w_1 w_2 w_3 - 1)^2 / 2 at (0.1, 0.1, 0.1)", BESIDE(3, deep, ones) })

const nb_claim nb_claim_saddle_avoidance_stationarity_definitions = {
    .id     = "saddle_avoidance/stationarity-definitions",
    .title  = "Second-order stationarity has no units, and certifies no minimum",
    .source = { NB_GOLIKOV, "Local optimization: general case", "Nesterov and Polyak (2006)" },
    .text   = "|grad f| <= eps and lambda_min >= -sqrt(rho eps) mean the same in all units of x and f; they hold at 0 "
              "for x^3 / 3, a monkey saddle and a net of depth 3, and none has a minimum there",
    .latex  = "\\|\\nabla f(x)\\|\\le\\epsilon,\\ \\lambda_{\\min}(\\nabla^2f(x))\\ge-\\sqrt{\\rho\\epsilon}",
    .premises = NB_PREMISES({ "gradient and Hessian vanish at 0, where functions are given", flat }),
    .parts = NB_PARTS(
        { .name = "units", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = scaled, .because = "c / s, c / s^2, c / s^3" },
          .instances = NB_INSTANCES_OF({ .label = "x^2/2 - y^2/2 + y^4/4, four units" }) },
        { .name = "stationary to second order", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = passes, .because = "0" },
          .instances = NB_INSTANCES_OF({ "(w_1 w_2 w_3 - 1)^2 / 2 at 0", BESIDE(3, deep, ones) },
                                       { "x^3 / 3 at 0", BESIDE(1, cube, left) }) },
        { .name = "no minimum", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = falls, .because = "f(0)" }, .instances = FLAT }),
    .controls = NB_CONTROLS(
        { .slug = "without-rho", .label = "-sqrt(6 eps) in all units", .breaks = "rho",
          .target = { .account = without_rho } },
        { .slug = "minimum", .label = "a 2nd-order stationary point is a minimum: f(x) >= f(0)",
          .breaks = "certify no minimum", .part = 2, .relation = NB_AT_LEAST },
        { .slug = "bowl", .label = "a bowl is stationary with a Hessian, and rises", .breaks = "none is a minimum",
          .part = 2, .premise = flat,
          .on = NB_INSTANCES_OF({ "(x^2 + y^2) / 2 at (0.1, 0)", BESIDE(2, bowl, east) }) }),
};
