// SPDX-License-Identifier: GPL-3.0-or-later
/* f(x_t) falls to a limit, which need not be the minimum.
 *
 * f(x_t) is monotone (saddle_avoidance/gd-descent) and bounded below, hence it converges; sum |grad f(x_t)|^2 <=
 * (f(x_0) - inf f) / (a (1 - a L / 2)) is finite, so that grad f(x_t) -> 0 and the limit is a critical value where x_t
 * stays bounded. On f = (x^2 - 1)^2 / 4 + x / 10 from 1.5 it is the value at the right-hand minimum, the largest root
 * of x^3 - x + 1/10 = 0: 0.097360558, and min f = -0.102386074 on the left. The source writes f(x_t) -> f* without a
 * definition of f*.
 */
#include "experiments/saddle_avoidance/cases.h"

static const double wells[] = { 0.1, -1, 1, 1, 0, 0 };      // c, h, q, v, u, w of lib/problem/quartic.c
static const double from[] = { 1.5 }, away[] = { 0.001 };
static const double hill[] = { 1, -0.5, 2 };

static long double height(long double x) { return (x * x - 1) * (x * x - 1) / 4 + 0.1L * x; }

static long double bottom(long double x)                    // the minimum next to x, by Newton
{
    for (int i = 0; i < 30; i++)
        x -= (x * x * x - x + 0.1L) / (3 * x * x - 1);
    return x;
}

typedef struct { uint64_t at; double half, end, most; long double last; } seen;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    (void)dim;
    if (2 * t == v->at)
        v->half = x[0];
    if (t > 0)
        v->most = fmax(v->most, (double)(height(x[0]) - v->last));
    v->last = height(x[0]);
    v->end = x[0];
    return true;
}

static nb_status walk(const nb_trial *t, seen *v)
{
    *v = (seen){ .at = t->instance->at.item[0], .most = -INFINITY };
    return nb_walk_alone(t, 0, 0, look, v, NULL);
}

static nb_status enter_limit(const nb_trial *t, nb_ledger *l, long double limit)
{
    seen v;
    NB_TRY(walk(t, &v));
    return nb_enter(l, (nb_pair){ "f(x_T)", .lhs = height(v.end), .rhs = limit, .scale = 1 });
}
static nb_status to_the_nearest(const nb_trial *t, nb_ledger *l) { return enter_limit(t, l, height(bottom(1))); }
static nb_status to_the_least  (const nb_trial *t, nb_ledger *l) { return enter_limit(t, l, height(bottom(-1))); }
static nb_status percent(const nb_trial *t, nb_ledger *l) { return enter_limit(t, l, 1.01L * height(bottom(1))); }

static nb_status falls(const nb_trial *t, nb_ledger *l)
{
    seen v;
    NB_TRY(walk(t, &v));
    NB_TRY(nb_enter(l, (nb_pair){ "the largest f(x_{t+1}) - f(x_t)", .lhs = v.most, .rhs = 0, .scale = 1 }));
    return nb_enter(l, (nb_pair){ "min f", .lhs = height(bottom(-1)), .rhs = height(v.end) });
}

/* Of both functions, by their own slope and height. */
static nb_status settles(const nb_trial *t, nb_ledger *l)
{
    seen v;
    NB_TRY(walk(t, &v));
    return nb_enter(l, (nb_pair){ "|x_T - x_{T/2}|", .lhs = fabs(v.end - v.half), .rhs = 1e-6, .within = 1e-12 });
}

/* f at 2^k grows in k, for both signs. */
static bool bounded_below(const nb_setup *s)
{
    for (double x = 8; x < 1e9; x *= 2)
        for (int sign = -1; sign <= 1; sign += 2) {
            double g, at = sign * x;
            nb_gradient_of(&s->problem, &at, &g);
            if (sign * g < 0)
                return false;
        }
    return true;
}

#define DESCENT(size, x0, ...) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = size }, \
                                            .start = { .point = x0 }, NB_SMOOTH_UP_TO(1.5, 5.75), \
                                            .problem = { __VA_ARGS__ } })
#define WELLS DESCENT(0.02, from, .type = &nb_quartic, .dim = 1, .data = wells)
#define HERE NB_INSTANCES_OF({ "(x^2 - 1)^2 / 4 + x / 10 from 1.5, a = 0.02", WELLS, NB_TIMES(2000), NB_SMOKE })

const nb_claim nb_claim_saddle_avoidance_gd_limit_value = {
    .id     = "saddle_avoidance/gd-limit-value",
    .title  = "The loss falls to a limit, at least the infimum",
    .source = { NB_GOLIKOV, "Gradient descent: Guarantees", "" },
    .text   = "for f bounded below and a < 2 / L, f(x_t) converges to some f* >= inf f, a critical value: that of the "
              "minimum in whose valley x_0 lies",
    .latex  = "f(x_t)\\searrow f^\\star:=\\lim_t f(x_t)\\ge\\inf f",
    .premises = NB_PREMISES(
        { "the gradient is L-Lipschitz where the walk is", nb_smooth_there },
        { "0 < a < 2 / L",                                  nb_below_two_over_L },
        { "f is bounded below",                             bounded_below }),
    .parts = NB_PARTS(
        { .name = "the limit", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = to_the_nearest, .because = "the right-hand minimum" }, .instances = HERE },
        { .name = "it falls, and stays above min f", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = falls, .because = "0" }, .instances = HERE },
        { .name = "it settles", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = settles, .because = "1e-6" }, .instances = HERE }),
    .controls = NB_CONTROLS(
        { .slug = "one-percent", .label = "a limit larger by one per cent", .breaks = "f*",
          .target = { .account = percent } },
        { .slug = "unbounded", .label = "f = -x^2 / 2 has no limit", .breaks = "bounded below", .part = 2,
          .premise = bounded_below,
          .on = NB_INSTANCES_OF({ "-x^2 / 2 from 0.001, a = 0.02",
                                  DESCENT(0.02, away, .type = &nb_polynomial, .dim = 1, .data = hill),
                                  NB_TIMES(2000), NB_SMOKE }) }),
    .errata = NB_ERRATA({ "K2", NB_WORDING, "f(x_t) falls (hence f(x_t) -> f*), f* not defined: read as min f",
        "f(x_t)\\searrow\\ \\text{(hence } f(x_t)\\to f^\\star\\text{)}",
        { .slug = "printed", .label = "f* = min f", .breaks = "f*",
          .reason = "f* is not defined: f(x_t) falls to some limit, which a worse local minimum shows need not be min "
                    "f",
          .target = { .account = to_the_least } } }),
};
