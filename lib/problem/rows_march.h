// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/rows_march.h -- several steps at once of terms that see a_i'x, for kernel files: what rows_push does to
 * one pick a step and no ridge. */
#ifndef NB_PROBLEM_ROWS_MARCH_H
#define NB_PROBLEM_ROWS_MARCH_H

#include "lib/problem/rows.h"

/* As many numbers as registers hold twice, beside their sums: none where there are but sixteen. */
enum { ROWS_HELD = NB_VB == 64 ? 104 : 0 };

/* NB_VW replicates, then the next ones. d is a constant where this is inlined, and so is P below. */
NB_INLINE void rows_march_lanes(const double *A, const uint64_t *at, nb_flock *f, const double *step, size_t steps,
                                rows_loss *loss, size_t d)
{
    const size_t W = f->lanes;
    for (size_t v = 0; v < W; v += NB_VW) {
        vd x[NB_LANES_INNER], a[NB_LANES_INNER + 2];
        for (size_t k = 0; k < d; k++)
            x[k] = vload(f->x + k * W + v);
        for (size_t t = 0; t < steps; t++) {
            rows_fetch(A, at + t * W + v, d, a);
            const vd e = -step[t] * rows_slope(a, (const double *)x, NB_VW, loss, d);
            for (size_t k = 0; k < d; k++)
                x[k] = vfma(e, a[k], x[k]);
        }
        for (size_t k = 0; k < d; k++)
            vstore(f->x + k * W + v, x[k]);
    }
}

/* x <- x + e a, and a product of the new x: one pass, as the number that decides on a step is the sum of the last. */
NB_INLINE double rows_pass(vd e, const double *a, double *x, const double *next, size_t P)
{
    vsums sums = vsums_none();
    NB_UNROLL
    for (size_t k = 0; k < P; k += NB_VW) {
        const vd y = vfma(e, vload(a + k), vload(x + k));
        vstore(x + k, y);
        vsums_add(&sums, k, next, y);
    }
    return vsums_tree(&sums);
}

/* A step of one replicate, from z = a'x on, and the next product. Replicates take turns, so that one's sum waits for no
 * other. */
NB_INLINE double rows_turn(const double *A, uint64_t at, uint64_t next, double step, rows_loss *loss, double z,
                           double *x, size_t P)
{
    const double *a = vagain(A + at);
    return rows_pass(-step * loss(vset(z), vset(a[P])), a, x, A + next, P);
}

/* Two replicates at a time, x in registers from step to step: rows are read and nothing is written. */
NB_INLINE void rows_march_inner(const double *A, const uint64_t *at, nb_flock *f, const double *step, size_t steps,
                               rows_loss *loss, size_t P)
{
    const size_t W = f->lanes;
    for (size_t l = 0; l < W; l += 2) {
        double z[2], *x = f->x + l * P;
        vd here[2][ROWS_HELD / NB_VW + 1];
        NB_UNROLL
        for (size_t i = 0; i < 2; i++) {
            z[i] = vdot(A + at[l + i], x + i * P, P);
            NB_UNROLL
            for (size_t v = 0; v < P / NB_VW; v++)
                here[i][v] = vload(x + i * P + v * NB_VW);
        }
        for (size_t t = 0; t < steps; t++) {
            const uint64_t *now = at + t * W + l, *next = t + 1 < steps ? now + W : now;
            NB_UNROLL
            for (size_t i = 0; i < 2; i++)
                z[i] = rows_turn(A, now[i], next[i], step[t], loss, z[i], (double *)here[i], P);
        }
        NB_UNROLL
        for (size_t i = 0; i < 2; i++)
            NB_UNROLL
            for (size_t v = 0; v < P / NB_VW; v++)
                vstore(x + i * P + v * NB_VW, here[i][v]);
    }
}

/* As far as picks are staged; see nb_march. */
NB_INLINE size_t rows_march(const nb_problem *p, const double *A, size_t stride, nb_flock *f, const nb_march *m,
                            rows_loss *loss)
{
    const size_t steps = draw_ahead(f, m->steps);
    const size_t held = f->dim <= NB_LANES_INNER ? f->dim : f->pitch;
    if (f->sampling.batch > 1 || p->ridge > 0 || p->noisy || m->barrier || held > ROWS_HELD)
        return 0;
    const uint64_t *at = draw_picks(f, rows_length(f->dim), stride);
    switch (held) {
#define CASE(d) case d: if (d <= ROWS_HELD) rows_march_lanes(A, at, f, m->a, steps, loss, d); break;
    ROWS_LANES(CASE)
#undef CASE
#define CASE(P) case P: if (P <= ROWS_HELD) rows_march_inner(A, at, f, m->a, steps, loss, P); break;
    ROWS_INNER(CASE)
#undef CASE
    default: return 0;
    }
    return steps;
}

#endif
