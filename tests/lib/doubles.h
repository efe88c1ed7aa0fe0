// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/doubles.h -- doubles as bits, at random, and the vectors of the baseline. */
#ifndef NB_TEST_DOUBLES_H
#define NB_TEST_DOUBLES_H

#ifndef NB_VB
#ifdef __SSE2__
#define NB_VB 16
#else
#define NB_VB 8
#endif
#endif
#include <check.h>
#include <float.h>
#include <stdbool.h>

#include "lib/vec.h"

static inline uint64_t bits(uint64_t *state)           // splitmix64
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static inline double from_bits(uint64_t u)
{
    double x;
    memcpy(&x, &u, sizeof x);
    return x;
}

static inline uint64_t bits_of(double x)
{
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}

static inline double unit(uint64_t *state)             // [1, 2)
{
    return from_bits(0x3ff0000000000000 | bits(state) >> 12);
}

static inline bool same(double x, double y)
{
    return bits_of(x) == bits_of(y) || (isnan(x) && isnan(y));
}

#endif
