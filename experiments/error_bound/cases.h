// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/error_bound/cases.h -- functions of one variable, and the two inequalities that the module is about.
 *
 *     error bound        delta (f(x) - f*)  <=  |s|^2,                                                    s in df(x)
 *     semi-smoothness    f(x)  <=  f(y) + s (x - y) + c |x - y| sqrt(f(y)) + (beta / 2) (x - y)^2,        s in df(y)
 *
 * s is the subgradient of least absolute value, so that s = f' away from a kink and s = 0 at a minimum.
 */
#ifndef NB_ERROR_BOUND_CASES_H
#define NB_ERROR_BOUND_CASES_H

#include "experiments/claims.h"

typedef enum {
    NB_PARABOLA,        // (a / 2) (x - b)^2
    NB_RAISED,          // (a / 2) x^2 + b
    NB_MONOMIAL,        // |x|^b / a, b = 2, 3, ...
    NB_VEE,             // a |x| + (b / 2) x^2
    NB_KINKED,          // x^2 / 2 + a max(x - b, 0)
    NB_WAVY,            // x^2 + a sin^2 x
    NB_HINGE,           // max(x, 0)
    NB_NEURON,          // (max(x, 0) + a)^2 / 2: one ReLU, squared loss, target -a
    NB_FLAT,            // exp(-1 / x^2)
    NB_FORMS
} nb_form;

/* The numbers of an arm: a function, the range it is tried on, the constants it is tried with. An arm with a problem
 * has the constants only. */
enum { NB_FORM, NB_A, NB_B, NB_LOW, NB_HIGH, NB_DELTA, NB_BETA, NB_C, NB_CURVE_NUMBERS };
#define NB_NUMBERS(...) .numbers = (const double[NB_CURVE_NUMBERS]){ __VA_ARGS__ }
#define NB_CURVE(...) .arms = NB_ARMS({ NB_NUMBERS(__VA_ARGS__) })
#define NB_CURVE_STEP(size, ...) \
    .arms = NB_ARMS({ .step = { nb_constant, .a = size }, NB_NUMBERS(__VA_ARGS__) })

typedef struct {
    nb_form     form;
    double      a, b, low, high;
    double      delta, beta, c;
    double      x_star;
    long double f_star;
} nb_curve;
nb_curve    nb_curve_of   (const nb_setup *s);
long double nb_curve_value(const nb_curve *f, double x);
long double nb_curve_slope(const nb_curve *f, double x);           // s
double      nb_curve_grid (const nb_curve *f, size_t i, size_t n);  // point i of 0 .. n, from low to high

/* delta (f - f*) (lhs) and |s|^2 (rhs), with `times` delta, where they come nearest to a violation: on a grid of 2001
 * points and at 2000 random ones; of a problem, at 2000 normal points around x*. */
NB_CHECKED nb_status nb_enter_bound(const nb_trial *t, nb_ledger *l, double times);

/* The two sides of semi-smoothness where least is left of it, x and y on a grid of n + 1 points each. */
enum { NB_GRID = 2000 };                // most n
nb_pair nb_least_slack(const nb_curve *f, size_t n);

nb_predicate nb_error_bound;            // delta (f - f*) <= |s|^2 on the grid; of a problem: delta <= 2 m
nb_predicate nb_semismooth;             // (c, beta)-semi-smooth on the grid; of a problem: c = 0, beta >= L

#endif
