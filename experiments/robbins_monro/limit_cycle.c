// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient flow need not converge to a point.
 *
 * The Mexican hat (Absil, Mahony and Andrews 2005), for r < 1 in polar coordinates, 0 beyond,
 *
 *     f = exp(1/(r^2 - 1)) (1 - A(r) sin(th - 1/(1 - r^2))),     A = 4 r^4 / (4 r^4 + (1 - r^2)^4),
 *
 * has the orbit th = 1/(1 - r^2). On it sin = 0 and cos = 1, so that with E = exp(1/(r^2 - 1)), q = 2 r / (1 - r^2)^2
 *
 *     r' = -f_r = E q (1 - A),     th' = -f_th / r^2 = E A / r^2,     th' / r' = A / (q r^2 (1 - A)) = q,
 *
 * by A / (1 - A) = 4 r^4 / (1 - r^2)^4: the slope of 1/(1 - r^2). r grows to 1, th to infinity: the orbit goes round
 * for ever and every point of the circle is a limit of it.
 *
 * Simpler: f = e^-x has x(t) = log(t + e^x(0)), which goes to infinity while f -> 0.
 *
 * That it does not settle is measured as x(2t) - x(t) >= 1/2 for the latter (in the limit log 2), and for the hat as
 * the distance between two points of the orbit half a turn apart, however late: r_1 + r_2 >= 1/2.
 */
#include <stdio.h>

#include "experiments/claims.h"

enum { KIND, HAT = 0, DECAY, PARABOLA };

static int kind(const nb_setup *s) { return (int)s->arm->numbers[KIND]; }

/* -grad f of the hat, over E: all terms of it, at any r < 1 and th. */
typedef struct { long double r, th; } polar;
static polar hat_flow(polar at)
{
    const long double r = at.r, w = 1 - r * r, q = 2 * r / (w * w);
    const long double r3 = r * r * r, w3 = w * w * w, below = 4 * r3 * r + w3 * w;
    const long double A = 4 * r3 * r / below, slope = (16 * r3 - A * (16 * r3 - 8 * r * w3)) / below;        // A, A'
    const double phase = (double)(at.th - 1 / w);
    const long double sine = nb_sin(phase), cosine = nb_cos(phase);
    const long double f_r = -q * (1 - A * sine) - slope * sine + A * q * cosine, f_th = -A * cosine;
    return (polar){ -f_r, -f_th / (r * r) };
}

static const double radii[] = { 0.3, 0.5, 0.7, 0.9 };

static nb_status orbit(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    for (size_t i = 0; i < sizeof radii / sizeof *radii; i++) {
        const long double r = radii[i], w = 1 - r * r;
        const polar v = hat_flow((polar){ r, 1 / w });
        char label[32];
        snprintf(label, sizeof label, "dth/dr at r = %g", radii[i]);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = v.th / v.r, .rhs = 2 * r / (w * w) }));
    }
    return NB_OK;
}

static nb_status another_curve(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    for (size_t i = 0; i < sizeof radii / sizeof *radii; i++) {
        const long double r = radii[i], w = 1 - r * r;
        const polar v = hat_flow((polar){ r, 1 / w });
        NB_TRY(nb_enter(l, (nb_pair){ "dth/dr", .lhs = v.th / v.r, .rhs = 2 * r / w }));
    }
    return NB_OK;
}

/* x(t) from x(0) = 0: log(t + 1) down e^-x, and e^-t, from 1, down x^2 / 2. */
static long double flow_at(const nb_setup *s, double t)
{
    return kind(s) == PARABOLA ? nb_exp(-t) : nb_log1p(t);
}

/* f(x) = e^-x: x' = e^-x = 1 / (t + 1). */
static nb_status solves(const nb_trial *t, nb_ledger *l)
{
    for (double at = 0.5; at < 1e6; at *= 10)
        NB_TRY(nb_enter(l, (nb_pair){ "e^-x(t), 1/(t + 1)", .lhs = nb_exp(-(double)flow_at(&t->setup[0], at)),
                                      .rhs = 1 / (1 + (long double)at) }));
    return NB_OK;
}

/* Half a turn later on th = 1/(1 - r^2): the radii add, since the points are opposite. */
static long double half_a_turn(double th)
{
    const long double later = th + 3.14159265358979323846L;
    return sqrtl(1 - 1 / (long double)th) + sqrtl(1 - 1 / later);
}

static nb_status unsettled(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (double at = 10; at <= 1e6; at *= 10) {
        char label[48];
        snprintf(label, sizeof label, kind(s) == HAT ? "half a turn from th = %g" : "x(2t) - x(t), t = %g", at);
        const long double apart = kind(s) == HAT ? half_a_turn(at) : flow_at(s, 2 * at) - flow_at(s, at);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = apart, .rhs = 0.5L, .scale = 1 }));
    }
    return NB_OK;
}

static bool no_minimiser_near(const nb_setup *s) { return kind(s) != PARABOLA; }

#define FLOW(which) NB_ARMS({ .numbers = (const double[]){ which } })
#define ON_HAT      { "the Mexican hat",    .arms = FLOW(HAT) }
#define ON_DECAY    { "f = e^-x, x(0) = 0", .arms = FLOW(DECAY) }

const nb_claim nb_claim_robbins_monro_limit_cycle = {
    .id     = "robbins_monro/limit-cycle",
    .title  = "Gradient flow need not converge to a point",
    .source = { NB_MCALLESTER, "Rigor Police; Progress Theorem for Gradient Flow",
                "Absil, Mahony and Andrews, SIAM Journal on Optimization 16(2), 2005" },
    .text   = "the Mexican hat has the orbit th = 1/(1 - r^2), which goes round for ever; down e^-x "
              "x(t) = log(t + e^x(0)) -> infinity while f -> 0",
    .latex  = "\\theta=\\frac1{1-r^2}:\\quad \\frac{d\\theta}{dr}=\\frac{2r}{(1-r^2)^2}",
    .premises = NB_PREMISES({ "no isolated minimiser attracts the flow", no_minimiser_near }),
    .parts = NB_PARTS(
        { .name = "the curve is an orbit", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = orbit, .because = "slope of th = 1/(1 - r^2)" },
          .instances = NB_INSTANCES_OF(ON_HAT) },
        { .name = "log(t + 1) solves x' = e^-x", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = solves, .because = "derivative of log(t + 1)" },
          .instances = NB_INSTANCES_OF(ON_DECAY) },
        { .name = "never settles", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = unsettled, .because = "1/2" }, .instances = NB_INSTANCES_OF(ON_HAT, ON_DECAY) }),
    .controls = NB_CONTROLS(
        { .slug = "parabola", .label = "f = x^2 / 2, whose flow converges", .breaks = "need not converge", .part = 2,
          .premise = no_minimiser_near,
          .on = NB_INSTANCES_OF({ "f = x^2 / 2, x(0) = 1", .arms = FLOW(PARABOLA) }) },
        { .slug = "another-curve", .label = "the slope of -log(1 - r^2)", .breaks = "th = 1/(1 - r^2)",
          .target = { .account = another_curve, .because = "slope of -log(1 - r^2)" } }),
};
