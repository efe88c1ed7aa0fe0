// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/engine/tally.h -- a running sum with Neumaier's compensation: the error is that of one rounding of the exact
 * sum, as long as n^2 u^2 sum |x| stays below it. */
#ifndef NB_TALLY_H
#define NB_TALLY_H

#include <math.h>

typedef struct { double sum, lost; } nb_tally;

static inline void nb_tally_add(nb_tally *t, double x)
{
    const double s = t->sum + x;
    t->lost += fabs(t->sum) >= fabs(x) ? (t->sum - s) + x : (x - s) + t->sum;
    t->sum = s;
}

static inline double nb_tally_total(const nb_tally *t) { return isfinite(t->sum) ? t->sum + t->lost : t->sum; }

#endif
