// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/potential/hyperentropy.c -- the potentials of diagonal networks, from where descent on them starts. */
#include "lib/math.h"
#include "lib/potential/definite.h"

double nb_hyperentropy(size_t d, const double *alpha, const double *w)
{
    long double Q = 0;
    for (size_t j = 0; j < d; j++) {
        const long double a = (long double)alpha[j] * alpha[j], twice = 2 * (long double)w[j];
        const long double root = sqrtl(twice * twice + a * a);
        Q += (w[j] * (long double)nb_asinh((double)(twice / a)) - twice * twice / (root + a) / 2) / 2;
    }
    return (double)Q;
}

/* Q_i' = asinh(2 w_i / alpha_i^2) / 2. */
nb_status nb_hyperentropy_least(const nb_system *s, const double *alpha, const double *from, double *w, nb_fault *why)
{
    nb_arena arena = { 0 };
    double *table = nb_arena_take(&arena, 3 * s->d, sizeof *table);
    if (!table)
        return nb_no_room(s->d, why);
    double *size = table, *rate = size + s->d, *begin = rate + s->d;
    for (size_t j = 0; j < s->d; j++) {
        size[j] = alpha[j] * alpha[j] / 2;
        rate[j] = 2;
        begin[j] = from ? nb_asinh(from[j] / size[j]) : 0;
    }
    const nb_status status = nb_potential_least(s, &(nb_link){ NB_SINH, size, rate, begin, 0 }, w, why);
    nb_arena_drop(&arena);
    return status;
}

/* Flow has w+- = (alpha^(2 - D) +- (D - 2) D int g)^(-1 / (D - 2)), so that z = -(D - 2) D alpha^(D - 2) int g. */
nb_status nb_deep_least(const nb_system *s, double alpha, size_t depth, double *w, nb_fault *why)
{
    nb_arena arena = { 0 };
    double *size = nb_arena_take(&arena, s->d, sizeof *size);
    if (!size)
        return nb_no_room(s->d, why);
    for (size_t j = 0; j < s->d; j++)
        size[j] = depth == 2 ? 2 * alpha : nb_power(alpha, depth);
    const nb_status status = depth == 2 ? nb_hyperentropy_least(s, size, NULL, w, why)
                             : nb_potential_least(s, &(nb_link){ NB_POWERS, size, NULL, NULL, depth }, w, why);
    nb_arena_drop(&arena);
    return status;
}
