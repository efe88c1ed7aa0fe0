// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/bench/flat_steps.h -- what the loops of tests/bench/flat.c do at a step, for kernel files. */
#ifndef NB_TEST_FLAT_STEPS_H
#define NB_TEST_FLAT_STEPS_H

#include "lib/vec.h"

enum { MANY = 64, FEW = 8 };
#define ALIGNED __attribute__((aligned(64)))        // where an array lies must not decide how fast a loop is

/* One step of NB_VW walks, whose coordinates lie W apart. */
NB_INLINE void small_step(const double *A, const uint64_t *at, double *x, size_t W)
{
    enum { D = 10, ROW = 12 };
    vd a[ROW], even = vset(0.0), odd = vset(0.0);
    for (size_t k = 0; k < ROW; k += 2)
        vpairs(A + k, at, &a[k], &a[k + 1]);
    for (size_t k = 0; k < D; k += 2) {
        even = vfma(a[k], vload(x + k * W), even);
        odd  = vfma(a[k + 1], vload(x + (k + 1) * W), odd);
    }
    const vd e = -0.1 * (even + odd - a[D]);
    for (size_t k = 0; k < D; k++)
        vstore(x + k * W, vfma(e, a[k], vload(x + k * W)));
}

enum { LONG = 104, LONG_ROW = 112, STAY = 16 };     // of a hundred numbers and a label; steps

/* x <- x + e a, and a product of the new x. */
NB_INLINE double large_pass(vd e, const double *a, double *x, const double *next)
{
    vsums sums = vsums_none();
    NB_UNROLL
    for (size_t k = 0; k < LONG; k += NB_VW) {
        const vd y = vfma(e, vload(a + k), vload(x + k));
        vstore(x + k, y);
        vsums_add(&sums, k, next, y);
    }
    return vsums_tree(&sums);
}

NB_INLINE double large_step(const double *A, const uint64_t *at, size_t t, double *x, double z)
{
    const double *a = A + at[t * FEW];
    return large_pass(vset(-0.015 * (z - a[LONG])), a, x, A + at[(t + 1) % STAY * FEW]);
}

/* Some steps of all walks: of two at a time in registers, where there are so many, and else of four in turn. */
NB_INLINE void large_stay(const double *A, const uint64_t *at, double *x)
{
    double z[FEW];
    for (size_t l = 0; l < FEW; l++)
        z[l] = vdot(A + at[l], x + l * LONG, LONG);
    for (size_t l = 0; NB_VB == 64 && l < FEW; l += 2) {
        vd here[2][LONG / NB_VW];
        for (size_t i = 0; i < 2; i++)
            NB_UNROLL
            for (size_t v = 0; v < LONG / NB_VW; v++)
                here[i][v] = vload(x + (l + i) * LONG + v * NB_VW);
        for (size_t t = 0; t < STAY; t++) {
            z[l]     = large_step(A, at + l, t, (double *)here[0], z[l]);
            z[l + 1] = large_step(A, at + l + 1, t, (double *)here[1], z[l + 1]);
        }
        for (size_t i = 0; i < 2; i++)
            NB_UNROLL
            for (size_t v = 0; v < LONG / NB_VW; v++)
                vstore(x + (l + i) * LONG + v * NB_VW, here[i][v]);
    }
    for (size_t l = 0; NB_VB < 64 && l < FEW; l += 4)
        for (size_t t = 0; t < STAY; t++)
            for (size_t i = l; i < l + 4; i++)
                z[i] = large_step(A, at + i, t, x + i * LONG, z[i]);
}

/* A step by e of row a, and a product of the new weights. */
NB_INLINE double network_pass(vd e, const double *a, double *p, double *q, const double *next)
{
    vsums sums = vsums_none();
    NB_UNROLL
    for (size_t k = 0; k < LONG; k += NB_VW) {
        const vd u = vload(p + k), v = vload(q + k), G = e * vload(a + k);
        const vd s = vfma(u + u, G, u), t = vfnma(v + v, G, v);
        vstore(p + k, s);
        vstore(q + k, t);
        vsums_add(&sums, k, next, s * s - t * t);
    }
    return vsums_tree(&sums);
}

/* Some steps of all walks, of four beside each other. */
NB_INLINE void network_stay(const double *A, const uint64_t *at, double *p, double *q)
{
    double z[FEW], w[LONG] ALIGNED;
    for (size_t l = 0; l < FEW; l++) {
        for (size_t k = 0; k < LONG; k++)
            w[k] = p[l * LONG + k] * p[l * LONG + k] - q[l * LONG + k] * q[l * LONG + k];
        z[l] = vdot(A + at[l], w, LONG);
    }
    for (size_t l = 0; l < FEW; l += 4)
        for (size_t t = 0; t < STAY; t++)
            for (size_t i = l; i < l + 4; i++) {
                const double *a = A + at[t * FEW + i], *next = A + at[(t + 1) % STAY * FEW + i];
                z[i] = network_pass(vset(-0.005 * (z[i] - a[LONG])), a, p + i * LONG, q + i * LONG, next);
            }
}

#endif
