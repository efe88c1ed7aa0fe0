// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/cases.h -- problems of every family, in both layouts, for laws that run over all of them. */
#ifndef NB_TEST_CASES_H
#define NB_TEST_CASES_H

#include <check.h>

#include "lib/sampler.h"

/* Cases A and B of the claims catalogue: upper triangles of the Hessians, then gradients. */
static const double case_a[] = {
    2, 0.5, 1,       1, 0.5,
    1, -0.25, 3,    -2, 1,
    0.5, 0, 0.5,     0.5, -2.5,
    2.5, 0.75, 1.5,  0.5, 1,
};
static const double case_b[] = {
    1, 0, 0, 2, 0, 3,             1, 0, -1,
    2, 1, 0, 1, 0, 1,             0, 2, 1,
    1, 0, -1, 2, 0.5, 2,         -1.5, -1, 0.5,
    -0.5, 0, 0, 1, 0, 0.5,        1, -2, 0,
    3, -0.5, 0.5, 1.5, 0, 1,     -0.5, 1, -0.5,
};

static double draw(uint64_t *state)             // uniform on [-1, 1), splitmix64
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-52 - 1;
}

static double *drawn(nb_arena *a, size_t count, uint64_t seed, double scale)
{
    double *x = nb_arena_take(a, count, sizeof *x);
    ck_assert_ptr_nonnull(x);
    for (size_t i = 0; i < count; i++)
        x[i] = scale * draw(&seed);
    return x;
}

/* Rows whose last number is +1 or -1. */
static double *labelled(nb_arena *a, size_t rows, size_t dim, uint64_t seed)
{
    double *x = drawn(a, rows * (dim + 1), seed, 2);
    for (size_t i = 0; i < rows; i++)
        x[i * (dim + 1) + dim] = x[i * (dim + 1) + dim] < 0 ? -1 : 1;
    return x;
}

/* Terms a small perturbation away from x'x / 2, so that their mean Hessian is definite, with gradients that need not
 * cancel. */
static double *terms(nb_arena *a, size_t count, size_t dim, uint64_t seed)
{
    const size_t each = dim * (dim + 1) / 2 + dim;
    double *x = drawn(a, count * each, seed, 0.2), *at = x;
    for (size_t i = 0; i < count; i++, at += dim)
        for (size_t k = 0; k < dim; at += dim - k, k++)
            *at += 1;
    return x;
}

/* c, h, q, v, u, w of nb_quartic: flat enough that no walk of the tests runs away. */
static const double two_wells[] = { 0.1, -1, 0.25, 1.5, -1, 4 };

static double *wells(nb_arena *a, size_t dim, uint64_t seed)
{
    double *x = drawn(a, 6 * dim, seed, 1);
    for (size_t k = 0; k < dim; k++) {
        x[6 * k + 2] = 0.125 + x[6 * k + 2] * x[6 * k + 2] / 8;
        x[6 * k + 3] = 1 + x[6 * k + 3] * x[6 * k + 3];
    }
    return x;
}

/* Of nb_polynomial: x^3 - 3 x y^2, a skew saddle, (x y z - t)^2 / 2 + z^2 / 4 for three t, flat enough likewise. */
static const double three_ways[] = { 2,   0.02, 3, 0,   -0.06, 1, 2 };
static const double a_saddle[]   = { 3,   0.5, 2, 0,   -0.25, 1, 1,   -1, 0, 2 };
static const double products[]   = {
    4,   0.01, 0.01, 0.01,  2, 2, 2,   -0.02, -0.04, 0.03,  1, 1, 1,   0.25, 0.25, 0.25,  0, 0, 2,   1, 2, 3,  0, 0, 0,
};

static const double huber[] = { 2,   0, 1,  0.5, 0 };                           // of nb_piecewise
static const double bends[] = { 3,   0, -0.5,  0.125, 1.5,  0.5, 1,     1,   0, 2 };

typedef struct { const char *label; nb_problem_spec spec; } problem_case;
enum { CASES = 35 };

static inline void problem_cases(problem_case *c, nb_arena *a)
{
    const problem_case all[CASES] = {
        { "a parabola",            { &nb_quadratic, .dim = 1, .noise = 1 } },
        { "three coordinates",     { &nb_quadratic, .dim = 3, .data = drawn(a, 3, 1, 3), .noise = 0.5 } },
        { "sixteen coordinates",   { &nb_quadratic, .dim = 16, .noise = 0.25, .law = NB_RADEMACHER } },
        { "twenty-one, normal",    { &nb_quadratic, .dim = 21, .noise = 0.25 } },
        { "twenty-one, signs",     { &nb_quadratic, .dim = 21, .noise = 0.25, .law = NB_RADEMACHER } },
        { "three, correlated",     { &nb_quadratic, .dim = 3, .factor = drawn(a, 9, 2, 1) } },
        { "twenty, correlated",    { &nb_quadratic, .dim = 20, .factor = drawn(a, 400, 3, 1) } },
        { "case A",                { &nb_finite_sum, .dim = 2, .terms = 4, .data = case_a, .sigma = 2 } },
        { "case B, noisy",         { &nb_finite_sum, .dim = 3, .terms = 5, .data = case_b, .sigma = 4, .noise = 0.5 } },
        { "seven terms, not at 0", { &nb_finite_sum, .dim = 5, .terms = 7, .data = terms(a, 7, 5, 4) } },
        { "sixteen dimensions",    { &nb_finite_sum, .dim = 16, .terms = 6, .data = terms(a, 6, 16, 5) } },
        { "nineteen dimensions",   { &nb_finite_sum, .dim = 19, .terms = 6, .data = terms(a, 6, 19, 6),
                                     .noise = 0.5 } },
        { "rows in the plane",     { &nb_least_squares, .dim = 2, .terms = 8, .data = drawn(a, 24, 7, 1) } },
        { "rows with a ridge",     { &nb_least_squares, .dim = 13, .terms = 20, .data = drawn(a, 280, 8, 1),
                                     .ridge = 0.1 } },
        { "long rows",             { &nb_least_squares, .dim = 33, .terms = 50, .data = drawn(a, 1700, 9, 1),
                                     .ridge = 0.1, .noise = 0.1 } },
        { "longest rows",          { &nb_least_squares, .dim = 140, .terms = 150, .data = drawn(a, 21150, 10, 1),
                                     .ridge = 0.1 } },
        { "labels on a line",      { &nb_logistic, .dim = 1, .terms = 9, .data = labelled(a, 9, 1, 11),
                                     .ridge = 0.1 } },
        { "labels in space",       { &nb_logistic, .dim = 20, .terms = 41, .data = labelled(a, 41, 20, 12),
                                     .ridge = 0.05 } },
        { "two wells",             { &nb_quartic, .dim = 1, .data = two_wells, .noise = 0.5 } },
        { "eighteen wells",        { &nb_quartic, .dim = 18, .data = wells(a, 18, 14), .noise = 0.25 } },
        { "three ways down",       { &nb_polynomial, .dim = 2, .data = three_ways, .noise = 0.1 } },
        { "a skew saddle",         { &nb_polynomial, .dim = 2, .data = a_saddle, .factor = drawn(a, 4, 15, 1) } },
        { "three products",        { &nb_polynomial, .dim = 3, .terms = 3, .data = products, .noise = 0.1 } },
        { "fewer rows than columns", { &nb_least_squares, .dim = 5, .terms = 3, .data = drawn(a, 18, 15, 1) } },
        { "few long rows",         { &nb_least_squares, .dim = 20, .terms = 6, .data = drawn(a, 126, 16, 0.5),
                                     .noise = 0.1 } },
        { "a product of two",      { &nb_product_network, .dim = 2, .terms = 3, .data = drawn(a, 6, 17, 0.5) } },
        { "products in space",     { &nb_product_network, .dim = 10, .terms = 3, .data = drawn(a, 18, 18, 0.5),
                                     .noise = 0.1 } },
        { "products inside out",   { &nb_product_network, .dim = 22, .terms = 6, .data = drawn(a, 72, 19, 0.25) } },
        { "squares in space",      { &nb_power_network, .dim = 16, .terms = 5, .data = drawn(a, 45, 20, 0.5),
                                     .scale = 0.25 } },
        { "cubes inside out",      { &nb_power_network, .dim = 60, .terms = 9, .data = drawn(a, 279, 21, 0.04),
                                     .depth = 3, .noise = 0.1 } },
        { "fourth powers, fitted", { &nb_power_network, .dim = 18, .terms = 14, .data = drawn(a, 140, 22, 0.04),
                                     .depth = 4, .scale = 0.5 } },
        { "a straight-sided valley", { &nb_piecewise, .dim = 1, .data = huber, .noise = 0.5 } },
        { "a bent ridge",          { &nb_piecewise, .dim = 2, .data = bends, .noise = 0.25 } },
        { "rows of one's own",     { &nb_random_least_squares, .dim = 3, .terms = 5, .data = drawn(a, 3, 13, 1),
                                     .noise = 0.5 } },
        { "long rows of one's own", { &nb_random_least_squares, .dim = 18, .terms = 4, .noise = 0.5 } },
    };
    for (size_t i = 0; i < CASES; i++)
        c[i] = all[i];
}

#endif
