// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/systems.h -- X w = y with answers that are known without a solver. */
#ifndef NB_SYSTEMS_H
#define NB_SYSTEMS_H

#include <check.h>
#include <math.h>
#include <string.h>

#include "lib/potential.h"
#include "tests/lib/doubles.h"

/* A few equations in more unknowns, drawn at random. */
enum { ROWS = 5, COLUMNS = 9, CELLS = ROWS * COLUMNS };
typedef struct { double X[CELLS], y[ROWS]; nb_system s; } drawn;
static inline void draw_system(drawn *d, uint64_t seed)
{
    for (size_t i = 0; i < CELLS; i++)
        d->X[i] = 4 * (unit(&seed) - 1.5);
    for (size_t i = 0; i < ROWS; i++)
        d->y[i] = 4 * (unit(&seed) - 1.5);
    d->s = (nb_system){ ROWS, COLUMNS, d->X, d->y };
}

/* x'w = y: one row, so that everything has a closed form. */
static const double line[] = { 3, -4, 1 }, level[] = { 2 };
static const nb_system one_row = { 1, 3, line, level };

static const double twice[] = { 1, 2, 3, 1, 2, 3 }, same_level[] = { 1, 1 }, two_levels[] = { 1, 2 };
static const nb_system dependent = { 2, 3, twice, same_level }, contradictory = { 2, 3, twice, two_levels };

static inline double residual(const nb_system *s, const double *w)
{
    double most = 0;
    for (size_t i = 0; i < s->N; i++) {
        long double sum = -s->y[i];
        for (size_t j = 0; j < s->d; j++)
            sum += (long double)s->X[i * s->d + j] * w[j];
        most = fmax(most, fabs((double)sum));
    }
    return most;
}

#define FAILS(call, words) do {                                    \
        nb_fault why_ = { 0 }, *why = &why_;                       \
        ck_assert_int_eq(call, NB_NO_VALUE);                       \
        ck_assert_msg(strstr(why->text, words) != NULL, "%s", why->text); \
    } while (0)

#endif
