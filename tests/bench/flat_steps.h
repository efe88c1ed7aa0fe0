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

enum { LONG = 104, LONG_ROW = 112 };        // of a hundred numbers and a label

/* A step of every walk; all products before any update, which hides their latency. */
NB_INLINE void large_step(const double *A, const uint64_t *at, double *x)
{
    double e[FEW];
    for (size_t l = 0; l < FEW; l++)
        e[l] = -0.015 * (vdot(A + at[l], x + l * LONG, LONG) - A[at[l] + LONG]);
    for (size_t l = 0; l < FEW; l++)
        NB_UNROLL
        for (size_t k = 0; k < LONG; k += NB_VW)
            vstore(x + l * LONG + k, vfma(vset(e[l]), vload(A + at[l] + k), vload(x + l * LONG + k)));
}

/* Four steps of one walk, in registers. */
NB_INLINE void large_stay(const double *A, const uint64_t *at, double *x)
{
    vd here[LONG / NB_VW];
    NB_UNROLL
    for (size_t v = 0; v < LONG / NB_VW; v++)
        here[v] = vload(x + v * NB_VW);
    for (size_t s = 0; s < 4; s++) {
        const double *a = A + at[s * FEW];
        const vd e = vset(-0.015 * (vtree(vdot_held(a, here, LONG)) - a[LONG]));
        NB_UNROLL
        for (size_t v = 0; v < LONG / NB_VW; v++)
            here[v] = vfma(e, vload(a + v * NB_VW), here[v]);
    }
    NB_UNROLL
    for (size_t v = 0; v < LONG / NB_VW; v++)
        vstore(x + v * NB_VW, here[v]);
}

/* A step of one walk. */
NB_INLINE void network_step(const double *a, double *p, double *q)
{
    double w[LONG] ALIGNED;
    for (size_t k = 0; k < LONG; k += NB_VW) {
        const vd u = vload(p + k), v = vload(q + k);
        vstore(w + k, vfnma(v, v, u * u));
    }
    const vd e = vset(0.01 * (vdot(a, w, LONG) - a[LONG]));
    for (size_t k = 0; k < LONG; k += NB_VW) {
        const vd G = e * vload(a + k), u = vload(p + k), v = vload(q + k);
        vstore(p + k, vfnma(G, u, u));
        vstore(q + k, vfma(G, v, v));
    }
}

/* Four of them, in registers. */
NB_INLINE void network_stay(const double *A, const uint64_t *at, double *p, double *q)
{
    vd u[LONG / NB_VW], v[LONG / NB_VW], w[LONG / NB_VW];
    NB_UNROLL
    for (size_t k = 0; k < LONG / NB_VW; k++) {
        u[k] = vload(p + k * NB_VW);
        v[k] = vload(q + k * NB_VW);
    }
    for (size_t s = 0; s < 4; s++) {
        const double *a = A + at[s * FEW];
        NB_UNROLL
        for (size_t k = 0; k < LONG / NB_VW; k++)
            w[k] = vfnma(v[k], v[k], u[k] * u[k]);
        const vd e = vset(0.01 * (vtree(vdot_held(a, w, LONG)) - a[LONG]));
        a = vagain(a);
        NB_UNROLL
        for (size_t k = 0; k < LONG / NB_VW; k++) {
            const vd G = e * vload(a + k * NB_VW);
            u[k] = vfnma(G, u[k], u[k]);
            v[k] = vfma(G, v[k], v[k]);
        }
    }
    NB_UNROLL
    for (size_t k = 0; k < LONG / NB_VW; k++) {
        vstore(p + k * NB_VW, u[k]);
        vstore(q + k * NB_VW, v[k]);
    }
}

#endif
