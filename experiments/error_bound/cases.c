// SPDX-License-Identifier: GPL-3.0-or-later
/* The module's functions and its two inequalities. */
#include <assert.h>

#include "experiments/error_bound/cases.h"

nb_curve nb_curve_of(const nb_setup *s)
{
    const double *v = s->arm->numbers;
    nb_curve f = { .form = (nb_form)v[NB_FORM], .a = v[NB_A], .b = v[NB_B], .low = v[NB_LOW], .high = v[NB_HIGH],
                   .delta = v[NB_DELTA], .beta = v[NB_BETA], .c = v[NB_C] };
    f.x_star = f.form == NB_PARABOLA ? f.b : 0;
    f.f_star = nb_curve_value(&f, f.x_star);
    return f;
}

static long double power(long double x, double n)
{
    long double y = 1;
    for (int k = 0; k < n; k++)
        y *= x;
    return y;
}

long double nb_curve_value(const nb_curve *f, double x)
{
    const long double a = f->a, b = f->b, v = x, w = fmaxl(v - b, 0);
    switch (f->form) {
    case NB_PARABOLA: return a / 2 * (v - b) * (v - b);
    case NB_RAISED:   return a / 2 * v * v + b;
    case NB_MONOMIAL: return power(fabsl(v), f->b) / a;
    case NB_VEE:      return a * fabsl(v) + b / 2 * v * v;
    case NB_KINKED:   return v * v / 2 + a * w;
    case NB_WAVY:     return v * v + a * nb_sin(x) * nb_sin(x);
    case NB_HINGE:    return fmaxl(v, 0);
    case NB_NEURON:   return (fmaxl(v, 0) + a) * (fmaxl(v, 0) + a) / 2;
    case NB_FLAT:     return x == 0 ? 0 : nb_exp(-1 / (x * x));
    case NB_FORMS:   break;
    }
    return NAN;
}

long double nb_curve_slope(const nb_curve *f, double x)
{
    const long double a = f->a, b = f->b, v = x, sign = (x > 0) - (x < 0);
    switch (f->form) {
    case NB_PARABOLA: return a * (v - b);
    case NB_RAISED:   return a * v;
    case NB_MONOMIAL: return b / a * power(fabsl(v), f->b - 1) * sign;
    case NB_VEE:      return a * sign + b * v;
    case NB_KINKED:   return v + (v > b ? a : 0);
    case NB_WAVY:     return 2 * v + a * nb_sin(2 * x);
    case NB_HINGE:    return x > 0;
    case NB_NEURON:   return x > 0 ? v + a : 0;
    case NB_FLAT:     return x == 0 ? 0 : 2 / (v * v * v) * nb_exp(-1 / (x * x));
    case NB_FORMS:   break;
    }
    return NAN;
}

double nb_curve_grid(const nb_curve *f, size_t i, size_t n)
{
    return f->low + (f->high - f->low) * ((double)i / (double)n);
}

/* The two sides nearest to a violation so far, by the excess of lhs over rhs in parts of both. */
typedef struct { long double lhs, rhs, over; } worst;

static void keep(worst *w, long double lhs, long double rhs)
{
    const long double over = lhs == rhs ? 0 : (lhs - rhs) / (fabsl(lhs) + fabsl(rhs));
    if (over >= w->over)
        *w = (worst){ lhs, rhs, over };
}

static void keep_at(worst *w, const nb_curve *f, double times, double x)
{
    const long double s = nb_curve_slope(f, x);
    keep(w, times * f->delta * (nb_curve_value(f, x) - f->f_star), s * s);
}

static worst on_grid(const nb_curve *f, double times)
{
    worst w = { .over = -INFINITY };
    for (size_t i = 0; i <= NB_GRID; i++)
        keep_at(&w, f, times, nb_curve_grid(f, i, NB_GRID));
    return w;
}

nb_status nb_enter_bound(const nb_trial *t, nb_ledger *l, double times)
{
    enum { POINTS = 2000 };
    const nb_setup *s = &t->setup[0];
    const nb_curve f = nb_curve_of(s);
    worst w = { .over = -INFINITY };
    if (!s->problem.type)
        w = on_grid(&f, times);
    for (size_t i = 0; i < POINTS; i++) {
        if (!s->problem.type) {
            keep_at(&w, &f, times, f.low + (f.high - f.low) * nb_uniform(t->stream, NB_OWN, i, 0));
            continue;
        }
        double D[NB_MOST_DIM] = { 0 };
        for (size_t k = 0; k < s->problem.dim; k++)
            D[k] = nb_normal(t->stream, NB_OWN, i, k);
        const nb_gradients g = nb_gradients_at(s, D);
        keep(&w, times * f.delta * g.gap, g.slope);
    }
    return nb_enter(l, (nb_pair){ "delta (f - f*), nearest to a violation", .lhs = w.lhs, .rhs = w.rhs });
}

nb_pair nb_least_slack(const nb_curve *f, size_t n)
{
    long double value[NB_GRID + 1], slope[NB_GRID + 1], root[NB_GRID + 1];
    assert(0 < n && n <= NB_GRID);
    for (size_t i = 0; i <= n; i++) {
        value[i] = nb_curve_value(f, nb_curve_grid(f, i, n));
        slope[i] = nb_curve_slope(f, nb_curve_grid(f, i, n));
        root[i] = f->c > 0 ? sqrtl(value[i]) : 0;
    }
    nb_pair least = { "f(x), where least is left", .lhs = 0, .rhs = INFINITY };
    for (size_t j = 0; j <= n; j++) {
        const double y = nb_curve_grid(f, j, n);
        for (size_t i = 0; i <= n; i++) {
            const long double d = (long double)nb_curve_grid(f, i, n) - y;
            const long double rhs = value[j] + slope[j] * d + f->c * fabsl(d) * root[j] + f->beta / 2 * d * d;
            if (rhs - value[i] < least.rhs - least.lhs) {
                least.lhs = value[i];
                least.rhs = rhs;
                least.scale = fabsl(value[i]) + fabsl(value[j]) + fabsl(slope[j] * d) + f->beta * d * d;
            }
        }
    }
    return least;
}

bool nb_error_bound(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    if (f.delta <= 0)
        return false;
    return s->problem.type ? f.delta <= 2 * s->k.m * (1 + 0x1p-40) : on_grid(&f, 1).over <= 0x1p-40L;
}

bool nb_semismooth(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    if (s->problem.type)
        return f.c == 0 && s->k.L <= f.beta * (1 + 0x1p-40);
    const nb_pair least = nb_least_slack(&f, 400);
    return least.rhs - least.lhs >= -0x1p-40L * least.scale;
}
