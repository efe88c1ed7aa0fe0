// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/experiments/digits.h -- numbers against how they are printed, to the last digit of the text. */
#ifndef NB_DIGITS_H
#define NB_DIGITS_H

#include <stdlib.h>

#include "tests/experiments/sides.h"

/* value is what `text` says to its last digit, or within `slack` of that. */
static inline void reads(double value, const char *text, double slack)
{
    const char *dot = strchr(text, '.'), *power = strchr(text, 'e');
    const size_t decimals = dot ? strspn(dot + 1, "0123456789") : 0;
    const double unit = nb_pow(10, (power ? strtod(power + 1, NULL) : 0) - (double)decimals);
    ck_assert_msg(fabs(value - strtod(text, NULL)) <= 0.5000001 * unit + slack, "%.12g is printed as %s", value, text);
}
static inline void prints(double value, const char *text) { reads(value, text, 0); }

#endif
