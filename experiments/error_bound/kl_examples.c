// SPDX-License-Identifier: GPL-3.0-or-later
/* Functions with the Kurdyka-Lojasiewicz property |s| >= C (f - f*)^alpha near x*, and one without a power.
 *
 *     strongly convex           alpha = 1/2, C = sqrt(2 m): the error bound
 *     piecewise polynomials     x^2 / 2 + 0.1 max(x - 1, 0), alpha = 1/2;  |x| + x^2 / 2, alpha = 0, C = 1
 *     semialgebraic             |x|^p / p, alpha = 1 - 1/p, C = p^alpha, equality
 *
 * f = exp(-1 / x^2) is not semialgebraic: |f'| / f^alpha = 2 |x|^-3 exp(-(1 - alpha) / x^2) -> 0 at 0 for every alpha <
 * 1, so no power serves. It has the property in its general form: with phi(s) = (-log s)^(-1/2), phi(f(x)) = |x| and
 * phi'(f) |f'| = 1.
 */
#include <stdio.h>

#include "experiments/error_bound/cases.h"

/* alpha and C of the function, by the table above. */
typedef struct { double alpha, C; } law;
static law law_of(const nb_curve *f)
{
    switch (f->form) {
    case NB_VEE:      return (law){ 0, f->a };
    case NB_MONOMIAL: return (law){ 1 - 1 / f->b, nb_pow(f->a, 1 - 1 / f->b) };
    case NB_FLAT:     return (law){ 0.9, 0.01 };        // for want of a true one
    default:          return (law){ 0.5, sqrt(f->delta) };
    }
}

static nb_status enter_power(nb_ledger *l, long double slope, long double gap, law k)
{
    return nb_enter(l, (nb_pair){ "|s|, C (f - f*)^alpha", .lhs = slope, .rhs = k.C * nb_pow((double)gap, k.alpha) });
}

static nb_status powers(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_curve f = nb_curve_of(s);
    for (uint64_t i = 0; i < 16; i++) {
        if (s->problem.type) {
            const double D[NB_MOST_DIM] = { nb_normal(t->stream, NB_OWN, i, 0), nb_normal(t->stream, NB_OWN, i, 1) };
            const nb_gradients g = nb_gradients_at(s, D);
            NB_TRY(enter_power(l, sqrtl(g.slope), g.gap, law_of(&f)));
        } else {
            const double x = nb_curve_grid(&f, i, 15);
            NB_TRY(enter_power(l, fabsl(nb_curve_slope(&f, x)), nb_curve_value(&f, x) - f.f_star, law_of(&f)));
        }
    }
    return NB_OK;
}

/* As if exp(-1 / x^2) were semialgebraic. */
static nb_status flat_power(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    for (double x = 0.2; x > 0.04; x /= 2)
        NB_TRY(enter_power(l, nb_curve_slope(&f, x), nb_curve_value(&f, x), law_of(&f)));
    return NB_OK;
}

/* |f'| / f^alpha of exp(-1 / x^2): f underflows for x < 0.037, the quotient does not. */
static double quotient(double x, double alpha)
{
    return 2 / (x * x * x) * nb_exp(-(1 - alpha) / (x * x));
}

static nb_status flat(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    for (double x = 0.2; x > 0.04; x /= 2) {
        char label[40];
        snprintf(label, sizeof label, "|f'| / f^0.9 at %g", x);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_curve_slope(&f, x) / nb_pow((double)nb_curve_value(&f, x), 0.9),
                                      .rhs = quotient(x, 0.9), .roundings = 4096 }));       // exponents to 400, rounded
    }
    return NB_OK;
}

static nb_status to_zero(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    for (double beta = 0.5; beta > 1e-3; beta /= 2) {       // alpha = 1 - beta
        char label[48];
        snprintf(label, sizeof label, "|f'| / f^%g at 0.004", 1 - beta);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = quotient(0.004, 1 - beta), .rhs = 1e-12 }));
    }
    return NB_OK;
}

/* phi'(s) = (-log s)^(-3/2) / (2 s). */
static nb_status desingularised(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    for (double x = 0.05; x < 2; x *= 2) {
        const double value = (double)nb_curve_value(&f, x), log_f = -nb_log(value);
        NB_TRY(nb_enter(l, (nb_pair){ "phi'(f) |f'|", .rhs = 1,
                                      .lhs = nb_curve_slope(&f, x) / (2 * value * log_f * sqrt(log_f)) }));
    }
    return NB_OK;
}

static bool proper(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    const law k = law_of(&f);
    return k.C > 0 && 0 <= k.alpha && k.alpha < 1;
}

#define FLAT NB_INSTANCES_OF({ "exp(-1 / x^2)", NB_CURVE(NB_FLAT, 0, 0, 0, 1) })

const nb_claim nb_claim_error_bound_kl_examples = {
    .id     = "error_bound/kl-examples",
    .title  = "Semialgebraic, piecewise polynomial and strongly convex functions are KL functions",
    .source = { NB_GISELSSON, "Kurdyka-Lojasiewicz", "Attouch and Bolte (2009)" },
    .text   = "|s| >= C (f - f*)^alpha for some alpha < 1; for exp(-1/x^2), |f'| / f^alpha -> 0 for every alpha < 1",
    .latex  = "\\|s\\|\\ge C(f-f^\\star)^\\alpha,\\ \\alpha\\in[0,1);\\qquad "
              "\\frac{|f'|}{f^\\alpha}\\to 0 \\text{ for } f=e^{-1/x^2}",
    .premises = NB_PREMISES({ "C > 0 and 0 <= alpha < 1", proper }),
    .parts = NB_PARTS(
        { .name = "a power serves", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = powers, .because = "C (f - f*)^alpha" },
          .instances = NB_INSTANCES_OF(
              { "case A, alpha = 1/2, C = sqrt(2 m)",
                .arms = NB_ARMS({ .problem = NB_CASE_A, NB_NUMBERS([NB_DELTA] = 2.5) }) },
              { "x^2 / 2 + 0.1 max(x - 1, 0), alpha = 1/2", NB_CURVE(NB_KINKED, 0.1, 1, -4, 4, [NB_DELTA] = 2) },
              { "|x| + x^2 / 2, alpha = 0",                 NB_CURVE(NB_VEE, 1, 1, -4, 4) },
              { "|x|^3 / 3, alpha = 2/3",                   NB_CURVE(NB_MONOMIAL, 3, 3, -4, 4) },
              { "x^4 / 4, alpha = 3/4",                     NB_CURVE(NB_MONOMIAL, 4, 4, -4, 4) }) },
        { .name = "exp(-1/x^2) in closed form", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = flat, .because = "2 x^-3 exp(-0.1 / x^2)" }, .instances = FLAT },
        { .name = "no power serves", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = to_zero, .because = "10^-12" }, .instances = FLAT },
        { .name = "a logarithm serves", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = desingularised, .because = "phi(f(x)) = |x|" }, .instances = FLAT }),
    .controls = NB_CONTROLS(
        { .slug = "flat-power", .label = "exp(-1 / x^2) with alpha = 0.9, C = 1/100", .breaks = "semialgebraic",
          .target = { .account = flat_power }, .on = FLAT }),
};
