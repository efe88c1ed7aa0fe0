// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/rows.h -- terms that see x only through a_i'x, for kernel files.
 *
 * Term i has the gradient loss'(a_i'x, b_i) a_i. Its row holds a_i and b_i: next to each other with lanes inner, a
 * multiple of 2 long; with dim inner a_i is padded to the pitch P with 0 and b_i stands at P of P + 8. A push is
 *
 *   y += c ridge x,  then  y += (c / K) loss'(a_j'x, b_j) a_j  for each pick j in turn, every a_j'x taken at x before.
 */
#ifndef NB_PROBLEM_ROWS_H
#define NB_PROBLEM_ROWS_H

#include "lib/draw.h"
#include "lib/problem.h"

typedef vd rows_loss(vd z, vd b);       // loss'(z, b)

NB_INLINE size_t rows_length(size_t dim)
{
    return dim <= NB_LANES_INNER ? (dim + 2) / 2 * 2 : (dim + 7) / 8 * 8 + 8;
}

NB_INLINE size_t rows_label(size_t dim)         // where b_i stands
{
    return dim <= NB_LANES_INNER ? dim : (dim + 7) / 8 * 8;
}

static inline double rows_product(size_t dim, const double *a, const double *x)         // for make
{
    double s = 0;
    for (size_t k = 0; k < dim; k++)
        s += a[k] * x[k];
    return s;
}

/* Rows of NB_VW replicates, transposed as they are fetched into a[0] .. a[d]. */
NB_INLINE void rows_fetch(const double *A, const uint64_t *at, size_t d, vd *a)
{
    size_t from = 0;
    for (; from + 4 <= rows_length(d); from += 4)
        vquads(A + from, at, &a[from]);
    if (from < rows_length(d))
        vpairs(A + from, at, &a[from], &a[from + 1]);
}

/* loss' of such rows at x, whose coordinates lie W numbers apart. */
NB_INLINE vd rows_slope(const vd *a, const double *x, size_t W, rows_loss *loss, size_t d)
{
    vd even = vset(0.0), odd = vset(0.0);
    for (size_t k = 0; k + 1 < d; k += 2) {
        even = vfma(a[k], vload(x + k * W), even);
        odd  = vfma(a[k + 1], vload(x + (k + 1) * W), odd);
    }
    if (d % 2)
        even = vfma(a[d - 1], vload(x + (d - 1) * W), even);
    return loss(even + odd, a[d]);
}

/* One pick and no ridge: few enough vectors for the registers. d is a constant where this is inlined. */
NB_INLINE void rows_single(const double *A, const uint64_t *at, const nb_flock *f, double c, double *y,
                           rows_loss *loss, size_t d)
{
    const size_t W = f->lanes;
    for (size_t v = 0; v < W; v += NB_VW) {
        vd a[NB_LANES_INNER + 2];
        rows_fetch(A, at + v, d, a);
        const vd e = c * rows_slope(a, f->x + v, W, loss, d);
        for (size_t k = 0; k < d; k++)
            vstore(y + k * W + v, vfma(e, a[k], vload(y + k * W + v)));
    }
}

/* Any batch. The new y waits in z until all picks have seen x, since y may be x. */
NB_INLINE void rows_batch(const nb_problem *p, const double *A, const uint64_t *at, const nb_flock *f, double c,
                          double *y, rows_loss *loss, size_t d)
{
    const size_t W = f->lanes, K = f->sampling.batch;
    const vd share = vset(c / (double)K), pull = vset(c * p->ridge);
    for (size_t v = 0; v < W; v += NB_VW) {
        vd z[NB_LANES_INNER], a[NB_LANES_INNER + 2];
        for (size_t k = 0; k < d; k++) {
            z[k] = vload(y + k * W + v);
            if (p->ridge > 0)
                z[k] = vfma(pull, vload(f->x + k * W + v), z[k]);
        }
        for (size_t j = 0; j < K; j++) {
            rows_fetch(A, at + j * W + v, d, a);
            const vd e = share * rows_slope(a, f->x + v, W, loss, d);
            for (size_t k = 0; k < d; k++)
                z[k] = vfma(e, a[k], z[k]);
        }
        for (size_t k = 0; k < d; k++)
            vstore(y + k * W + v, z[k]);
    }
}

/* All products of the flock before any update, which hides their latency; P is a constant where this is inlined. */
NB_INLINE void rows_inner(const nb_problem *p, const double *A, const uint64_t *at, const nb_flock *f, double c,
                          double *y, rows_loss *loss, size_t P)
{
    const size_t W = f->lanes, K = f->sampling.batch;
    const vd share = vset(c / (double)K), pull = vset(c * p->ridge);
    double *e = f->work;
    for (size_t i = 0; i < K * W; i += NB_VW) {
        vd b, unused;
        vpairs(A + P, at + i, &b, &unused);
        vstore(e + i, share * loss(vdots(A, at + i, f->x + i % W * P, P, P), b));
    }
    if (p->ridge > 0)
        for (size_t i = 0; i < f->size; i += NB_VW)
            vstore(y + i, vfma(pull, vload(f->x + i), vload(y + i)));
    for (size_t l = 0; l < W; l++)
        for (size_t j = 0; j < K * W; j += W) {
            const double *a = A + at[j + l];
            const vd s = vset(e[j + l]);
            NB_UNROLL
            for (size_t k = 0; k < P; k += NB_VW)
                vstore(y + l * P + k, vfma(s, vload(a + k), vload(y + l * P + k)));
        }
}

#define ROWS_LANES(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16)
#define ROWS_INNER(X) X(24) X(32) X(40) X(48) X(56) X(64) X(72) X(80) X(88) X(96) X(104) X(112) X(120) X(128)

/* Row i of lane l starts at A + i rows_length(dim) + l stride. */
NB_INLINE void rows_push(const nb_problem *p, const double *A, size_t stride, nb_flock *f, double c, double *y,
                         rows_loss *loss)
{
    const uint64_t *at = draw_picks(f, rows_length(f->dim), stride);
    if (f->dim <= NB_LANES_INNER && (f->sampling.batch > 1 || p->ridge > 0)) {
        rows_batch(p, A, at, f, c, y, loss, f->dim);
        return;
    }
    switch (f->dim <= NB_LANES_INNER ? f->dim : f->pitch) {
#define CASE(d) case d: rows_single(A, at, f, c, y, loss, d); break;
    ROWS_LANES(CASE)
#undef CASE
#define CASE(P) case P: rows_inner(p, A, at, f, c, y, loss, P); break;
    ROWS_INNER(CASE)
#undef CASE
    default: rows_inner(p, A, at, f, c, y, loss, f->pitch);
    }
}

#endif
