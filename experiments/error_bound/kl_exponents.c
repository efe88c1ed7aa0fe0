// SPDX-License-Identifier: GPL-3.0-or-later
/* The Kurdyka-Lojasiewicz exponent fixes the rate of gradient descent.
 *
 * |x|^p / p has exponent alpha = 1 - 1/p:  |f'| = (p f)^alpha.  x+ = x - a x^(p-1) from x_0 = 1 gives
 *
 *     alpha = 1/2   (p = 2)    f_k = (1 - a)^(2k) / 2, linear: the error bound
 *     alpha > 1/2   (p > 2)    f_k ~ (a (p - 2) k)^(-p / (p - 2)) / p, sublinear; p / (p - 2) = 1 / (2 alpha - 1).
 *
 * Proof of the second. u = x^(2-p) obeys u+ = u (1 - a / u)^(2-p) = u + a (p - 2) + a^2 (p - 2)(p - 1) / 2u + O(u^-2),
 * hence u = a (p - 2) k (1 + z) with z ~ (1 + a (p - 1) / 2 log(1 + a (p - 2) k)) / (a (p - 2) k): f_k is less than its
 * asymptotic form by a factor (1 + z)^(-p / (p - 2)).
 */
#include <assert.h>
#include <stdio.h>

#include "experiments/error_bound/cases.h"

/* x_k, k steps on from x. */
static double descend(const nb_curve *f, double a, double x, uint64_t k)
{
    for (uint64_t i = 0; i < k; i++)
        x -= a * (double)nb_curve_slope(f, x);
    return x;
}

/* log10 f(x_k) at the checkpoints. */
enum { TIMES_MOST = 4 };
static void descent(const nb_trial *t, double *log_f)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    double x = f.high;
    assert(t->instance->at.count <= TIMES_MOST);
    for (size_t i = 0; i < t->instance->at.count; i++) {
        x = descend(&f, t->setup[0].arm->step.a, x, t->instance->at.item[i] - (i ? t->instance->at.item[i - 1] : 0));
        log_f[i] = nb_log10((double)nb_curve_value(&f, x));
    }
}

/* The slope of log f in log k between the last two checkpoints, a decade apart; tolerance 0.05. */
static nb_status decade(const nb_trial *t, nb_ledger *l, double expected)
{
    double log_f[TIMES_MOST];
    const size_t last = t->instance->at.count - 1;
    descent(t, log_f);
    const double k = nb_log10((double)t->instance->at.item[last]) - nb_log10((double)t->instance->at.item[last - 1]);
    return nb_enter(l, (nb_pair){ "slope of log f in log k", .lhs = (log_f[last] - log_f[last - 1]) / k,
                                  .rhs = expected, .within = 0.05 });
}
static double p_of(const nb_trial *t) { return t->setup[0].arm->numbers[NB_B]; }
static nb_status rate     (const nb_trial *t, nb_ledger *l) { return decade(t, l, -p_of(t) / (p_of(t) - 2)); }
static nb_status minus_one(const nb_trial *t, nb_ledger *l) { return decade(t, l, -1); }

/* f_k at every checkpoint, within z of its asymptotic form, and a quarter of z for what is of higher order. */
static nb_status enter_constant(const nb_trial *t, nb_ledger *l, double share)
{
    double log_f[TIMES_MOST];
    const double p = p_of(t), a = t->setup[0].arm->step.a;
    descent(t, log_f);
    for (size_t i = 0; i < t->instance->at.count; i++) {
        const double k = (double)t->instance->at.item[i], u = a * (p - 2) * k;
        const double z = (1 + a * (p - 1) / 2 * nb_log1p(u)) / u;
        char label[32];
        snprintf(label, sizeof label, "log10 f, k = %g", k);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = log_f[i],
            .rhs = -p / (p - 2) * nb_log10(share * u) - nb_log10(p), .within = 1.25 * p / (p - 2) * z / nb_log(10) }));
    }
    return NB_OK;
}
static nb_status constant(const nb_trial *t, nb_ledger *l) { return enter_constant(t, l, 1); }
static nb_status percent (const nb_trial *t, nb_ledger *l) { return enter_constant(t, l, 1.01); }

/* Linear: the log of f falls as far in the second half of the time as in the first, and at this rate. */
static nb_status halves(const nb_trial *t, nb_ledger *l)
{
    double log_f[TIMES_MOST] = { 0 };
    const nb_curve f = nb_curve_of(&t->setup[0]);
    descent(t, log_f);
    const double first = log_f[0] - nb_log10((double)nb_curve_value(&f, f.high)), second = log_f[1] - log_f[0];
    assert(t->instance->at.item[1] == 2 * t->instance->at.item[0]);
    return nb_enter(l, (nb_pair){ "fall of log f in the second half, in the first", .lhs = second / first, .rhs = 1,
                                  .within = 0.05 });
}

static nb_status geometric(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    const double a = t->setup[0].arm->step.a;
    for (size_t i = 0; i < t->instance->at.count; i++) {
        const uint64_t k = t->instance->at.item[i];
        char label[32];
        snprintf(label, sizeof label, "f_k, k = %llu", (unsigned long long)k);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_curve_value(&f, descend(&f, a, f.high, k)),
                                      .rhs = nb_power(1 - a, 2 * k) / f.a, .roundings = 8 * (unsigned)(k + 1) }));
    }
    return NB_OK;
}

static nb_status inequality(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    for (size_t i = 0; i < 8; i++) {
        const double x = nb_curve_grid(&f, i, 7);
        const double powered = nb_pow(f.a * (double)nb_curve_value(&f, x), 1 - 1 / f.b);
        NB_TRY(nb_enter(l, (nb_pair){ "|f'|, (p f)^(1 - 1/p)", .lhs = fabsl(nb_curve_slope(&f, x)), .rhs = powered }));
    }
    return NB_OK;
}

static bool power_law(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    return f.form == NB_MONOMIAL && f.a == f.b && f.b >= 2;
}

static bool step_below_one(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a < 1;
}

#define POWER(p) NB_CURVE_STEP(0.1, NB_MONOMIAL, p, p, -1, 1)
#define LONG     .at = NB_TIMES(1000, 10000, 100000)
#define HALVES   .at = NB_TIMES(100, 200)
#define SUBLINEAR NB_INSTANCES_OF({ "|x|^3 / 3", POWER(3), LONG }, { "|x|^4 / 4", POWER(4), LONG }, \
                                  { "|x|^6 / 6", POWER(6), LONG })

const nb_claim nb_claim_error_bound_kl_exponents = {
    .id     = "error_bound/kl-exponents",
    .title  = "The Kurdyka-Lojasiewicz exponent fixes the rate",
    .source = { NB_GISELSSON, "Kurdyka-Lojasiewicz", "Attouch and Bolte (2009)" },
    .text   = "gradient descent on |x|^p / p, exponent alpha = 1 - 1/p: f_k ~ k^(-1 / (2 alpha - 1)) for alpha > 1/2, "
              "linear for alpha = 1/2",
    .latex  = "f_k \\sim k^{-1/(2\\alpha-1)},\\ \\alpha\\in(\\tfrac12,1);\\qquad f_k = (1-\\gamma)^{2k} f_0,\\ "
              "\\alpha=\\tfrac12",
    .premises = NB_PREMISES(
        { "f = |x|^p / p, p >= 2",      power_law },
        { "the step is constant, a < 1", step_below_one }),
    .parts = NB_PARTS(
        { .name = "sublinear above one half", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = rate, .because = "-p / (p - 2)" }, .instances = SUBLINEAR },
        { .name = "with its constant", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = constant, .because = "(a (p - 2) k)^(-p / (p - 2)) / p" },
          .instances = SUBLINEAR },
        { .name = "linear at one half", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = halves, .because = "log f is linear in k" },
          .instances = NB_INSTANCES_OF({ "x^2 / 2", POWER(2), HALVES }) },
        { .name = "the linear rate", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = geometric, .because = "(1 - a)^(2k) / 2" },
          .instances = NB_INSTANCES_OF({ "x^2 / 2", POWER(2), HALVES }) },
        { .name = "the exponent", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = inequality, .because = "(p f)^(1 - 1/p)" },
          .instances = NB_INSTANCES_OF({ "x^2 / 2", POWER(2) }, { "|x|^3 / 3", POWER(3) }, { "|x|^4 / 4", POWER(4) },
                                       { "|x|^6 / 6", POWER(6) }) }),
    .controls = NB_CONTROLS(
        { .slug = "linear-quartic", .label = "linear for p = 4, alpha = 3/4", .breaks = "alpha = 1/2",
          .target = { .account = halves }, .on = NB_INSTANCES_OF({ "|x|^4 / 4", POWER(4), HALVES }) },
        { .slug = "minus-one", .label = "k^-1 for p = 4", .breaks = "1 / (2 alpha - 1)",
          .target = { .account = minus_one }, .on = NB_INSTANCES_OF({ "|x|^4 / 4", POWER(4), LONG }) },
        { .slug = "one-percent", .label = "1.01 a", .breaks = "the constant", .part = 1,
          .target = { .account = percent } }),
};
