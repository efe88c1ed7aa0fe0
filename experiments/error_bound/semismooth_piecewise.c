// SPDX-License-Identifier: GPL-3.0-or-later
/* Piecewise polynomials are locally semi-smooth where f > 0, not at a kink where f = 0.
 *
 * At a kink b with a jump J of f', c |x - y| sqrt(f(y)) covers J |x - b| as soon as c sqrt(f(b)) > J and x, y are near.
 * A loss r^2 / 2 of a piecewise linear r has J = |r| times the jump of r', which is proportional to sqrt(f): one c
 * serves however small the loss. For r = max(x, 0) + a, c = sqrt(2) and beta = 1 do everywhere; with u = max(y, 0) + a,
 *
 *     y <= 0 < x:    f(x) = a^2 / 2 + a x + x^2 / 2  <=  f(y) + c (x - y) sqrt(f(y)) + (x - y)^2 / 2,
 *     x <= 0 < y:    f(y) + u (x - y) + c |x - y| sqrt(f(y)) + (x - y)^2 / 2  =  u^2 / 2 + (x - y)^2 / 2  >=  f(x).
 *
 * But at a kink where f = 0, as of |x| or the hinge, the term vanishes with f(y): for max(x, 0) at y = 0,
 *
 *     f(1 / beta) - f(0) - f'(0) / beta - c (1 / beta) sqrt(f(0)) - (beta / 2) / beta^2  =  1 / (2 beta)  >  0
 *
 * for every c and beta. The source makes no exception.
 */
#include "experiments/error_bound/cases.h"

static nb_status slack(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    return nb_enter(l, nb_least_slack(&f, NB_GRID));
}

/* The two sides at y = 0 and x = 1 / beta. */
static nb_pair at_the_kink(const nb_curve *f)
{
    const double x = 1 / f->beta;
    const long double rhs = nb_curve_value(f, 0) + nb_curve_slope(f, 0) * x + f->c * x * sqrtl(nb_curve_value(f, 0)) +
                            f->beta / 2 * (long double)x * x;
    return (nb_pair){ "f(1 / beta)", .lhs = nb_curve_value(f, x), .rhs = rhs };
}

static nb_status violation(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    const nb_pair p = at_the_kink(&f);
    return nb_enter(l, (nb_pair){ "left side less right side", p.lhs - p.rhs, 1 / (2 * (long double)f.beta),
                                  .scale = p.lhs });
}

static nb_status without_exception(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    return nb_enter(l, at_the_kink(&f));
}

/* On a grid around the kink, with c = 0. */
static nb_status without_c(const nb_trial *t, nb_ledger *l)
{
    nb_curve f = nb_curve_of(&t->setup[0]);
    f.c = 0;
    return nb_enter(l, nb_least_slack(&f, NB_GRID));
}

static bool piecewise_polynomial(const nb_setup *s)
{
    const nb_form form = nb_curve_of(s).form;
    return form != NB_WAVY && form != NB_FLAT;
}

#define HINGE(c, beta)  NB_CURVE(NB_HINGE, 0, 0, -1, 1, [NB_C] = c, [NB_BETA] = beta)
#define NEURON(a)       NB_CURVE(NB_NEURON, a, 0, -4, 4, [NB_C] = ROOT_2, [NB_BETA] = 1)
#define ROOT_2          1.41421356237309504880
#define KINKED          NB_CURVE(NB_KINKED, 0.1, 1, -4, 4, [NB_C] = 0.1415, [NB_BETA] = 2)

const nb_claim nb_claim_error_bound_semismooth_piecewise = {
    .id     = "error_bound/semismooth-piecewise",
    .title  = "Piecewise polynomials are semi-smooth near points where f > 0, not at kinks where f = 0",
    .source = { NB_GISELSSON, "Semi-smoothness", "Allen-Zhu, Li and Song (2019)" },
    .text   = "a continuous piecewise polynomial is locally (c, beta)-semi-smooth for large enough c, beta where f > "
              "0; max(x, 0) violates it at 0 by 1/(2 beta), whatever c",
    .latex  = "f(x) \\le f(y)+f'(y)(x-y)+c|x-y|\\sqrt{f(y)}+\\tfrac{\\beta}{2}(x-y)^2 \\text{ near } y,\\ f(y)>0",
    .premises = NB_PREMISES({ "f is a continuous piecewise polynomial", piecewise_polynomial }),
    .parts = NB_PARTS(
        { .name = "around a kink", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = slack, .because = "the right-hand side of the definition" },
          .instances = NB_INSTANCES_OF(
              { "x^2 / 2 + 0.1 max(x - 1, 0), c = 0.1415, beta = 2",    KINKED },
              { "(max(x, 0) + 1)^2 / 2, c = sqrt 2, beta = 1",          NEURON(1) },
              { "(max(x, 0) + 0.01)^2 / 2, c = sqrt 2, beta = 1",       NEURON(0.01) }) },
        { .name = "not where f = 0", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = violation, .because = "1 / (2 beta)" },
          .instances = NB_INSTANCES_OF(
              { "max(x, 0), c = 100, beta = 10",    HINGE(100, 10) },
              { "max(x, 0), c = 100, beta = 100",   HINGE(100, 100) },
              { "max(x, 0), c = 100, beta = 1000",  HINGE(100, 1000) }) }),
    .controls = NB_CONTROLS(
        { .slug = "without-c", .label = "c = 0, large beta", .breaks = "large enough c",
          .target = { .account = without_c },
          .on = NB_INSTANCES_OF({ "(max(x, 0) + 1)^2 / 2 on [-0.01, 0.01], beta = 100",
                                  NB_CURVE(NB_NEURON, 1, 0, -0.01, 0.01, [NB_BETA] = 100) }) }),
    .errata = NB_ERRATA({ "G-21", NB_FALSE_AS_PRINTED,
        "Holds locally for large enough c, beta if cont. piece-wise polynomial",
        "\\text{Holds locally for large enough } c, \\beta \\text{ if cont.\\ piece-wise polynomial}",
        { .slug = "printed", .label = "the hinge with c = 100, beta = 1000", .breaks = "where f > 0",
          .reason = "at a kink where f = 0 no c and beta will do; it holds where f > 0",
          .target = { .account = without_exception },
          .on = NB_INSTANCES_OF({ "max(x, 0), c = 100, beta = 1000", HINGE(100, 1000) }) } }),
};
