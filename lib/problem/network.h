// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/network.h -- diagonal networks, for kernel files: f = |X w - y|^2 / (2 N), where w_k is a function of the
 * two parameters x_k and x_{d+k} alone and dim = 2 d.
 *
 * data: N rows (a_i, y_i) of d + 1 numbers. Row i holds a_i, padded with 0 to P, d rounded up to a multiple of 8, and
 * y_i at P of P + 8. A push is, with the derivatives of w_k at x,
 *
 *   G = 0,  then  G += (c / K) (a_j'w - y_j) a_j  for each pick j in turn,  then
 *   y_k += dw_k/dx_k G_k,  y_{d+k} += dw_k/dx_{d+k} G_k.
 *
 * f* is that of least squares, since every w is the w of some x: 0 where d >= N. The constants say that there are none:
 * the Hessian at w = 0 grows with the residual, and away from it with x.
 */
#ifndef NB_PROBLEM_NETWORK_H
#define NB_PROBLEM_NETWORK_H

#include "lib/linear.h"
#include "lib/problem/noise.h"

/* w_k at (s, t) = (x_k, x_{d+k}), and its derivatives in s and t. */
typedef struct { vd w, s, t; } network_unit;
typedef struct { size_t depth; double scale; } network_form;        // by value: no store to x can change it
typedef network_unit network_layer(network_form form, vd s, vd t);

NB_INLINE network_form network_formed(const nb_problem *p)
{
    return (network_form){ p->depth, p->scale };
}

NB_INLINE size_t network_pitch(const nb_problem *p)
{
    return p->row - 8;
}

static nb_status network_fill(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    const size_t d = p->dim / 2, P = network_pitch(p);
    for (size_t i = 0; i < p->terms; i++)
        for (size_t k = 0; k <= d; k++) {
            const double number = p->A[i * p->row + (k < d ? k : P)] = s->data[i * (d + 1) + k];
            if (!isfinite(number))
                return nb_fail(why, NB_BAD_INPUT, "%s: number %zu of row %zu is not finite", p->type->name, k + 1,
                               i + 1);
        }
    return NB_OK;
}

/* The solution w of least norm into x* = (w, 0), what it fits into b, and f*. */
static nb_status network_solve(nb_problem *p, nb_fault *why)
{
    const size_t d = p->dim / 2, N = p->terms, P = network_pitch(p);
    for (size_t i = 0; i < N; i++)
        p->b[i] = p->A[i * p->row + P];
    NB_TRY(nb_least_norm(N, d, p->A, p->row, p->b, p->x_star, p->type->name, why));
    for (size_t i = 0; i < N && N > d; i++) {
        double fit = 0;
        for (size_t k = 0; k < d; k++)
            fit += p->A[i * p->row + k] * p->x_star[k];
        p->f_star += (fit - p->b[i]) * (fit - p->b[i]) / (2 * (double)N);
        p->b[i] = fit;
    }
    return NB_OK;
}

static nb_status network_make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    const char *name = p->type->name;
    if (p->dim % 2 || !s->data || s->terms < 1)
        return nb_fail(why, NB_BAD_INPUT, "%s: it has two parameters a weight, and rows of data", name);
    if (s->ridge != 0 || s->sigma != 0)
        return nb_fail(why, NB_BAD_INPUT, "%s: it has no ridge, and no sigma bounds its gradients", name);
    p->row = (p->dim / 2 + 7) / 8 * 8 + 8;
    p->A = nb_arena_take(&p->arena, p->terms * p->row, sizeof *p->A);
    p->b = nb_arena_take(&p->arena, p->terms, sizeof *p->b);
    if (!p->A || !p->b)
        return NB_NO_MEMORY;
    p->k = (nb_constants){ .L = INFINITY, .m = -INFINITY, .sigma0 = INFINITY, .sigma = 1 };
    NB_TRY(network_fill(p, s, why));
    return network_solve(p, why);
}

/* NB_VW lanes; d <= 8 numbers, even and odd ones summed apart. */
NB_INLINE void network_push_lanes(const nb_problem *p, const uint64_t *at, const nb_flock *f, double c, double *y,
                                  network_layer *layer)
{
    const size_t d = f->dim / 2, W = f->lanes, K = f->sampling.batch, P = network_pitch(p);
    const network_form form = network_formed(p);
    const vd share = vset(c / (double)K);
    for (size_t v = 0; v < W; v += NB_VW) {
        network_unit u[8];
        vd G[8], a[8], label, unused;
        for (size_t k = 0; k < d; k++) {
            u[k] = layer(form, vload(f->x + k * W + v), vload(f->x + (d + k) * W + v));
            G[k] = vset(0.0);
        }
        for (size_t j = 0; j < K; j++) {
            vd sum[2] = { vset(0.0), vset(0.0) };
            for (size_t k = 0; k < d; k += 2)
                vpairs(p->A + k, at + j * W + v, &a[k], &a[k + 1]);
            vpairs(p->A + P, at + j * W + v, &label, &unused);
            for (size_t k = 0; k < d; k++)
                sum[k % 2] = vfma(a[k], u[k].w, sum[k % 2]);
            const vd e = share * ((sum[0] + sum[1]) - label);
            for (size_t k = 0; k < d; k++)
                G[k] = vfma(e, a[k], G[k]);
        }
        for (size_t k = 0; k < d; k++) {
            vstore(y + k * W + v, vfma(u[k].s, G[k], vload(y + k * W + v)));
            vstore(y + (d + k) * W + v, vfma(u[k].t, G[k], vload(y + (d + k) * W + v)));
        }
    }
}

/* Numbers k .. of x, of which n count; the others are 0. `whole` promises that NB_VW of them do. */
NB_INLINE vd network_load(const double *x, size_t k, size_t n, bool whole)
{
    return whole || k + NB_VW <= n ? vload(x + k) : k < n ? vload_first(x + k, n - k) : vset(0.0);
}

NB_INLINE void network_store(double *x, size_t k, size_t n, bool whole, vd value)
{
    if (whole || k + NB_VW <= n)
        vstore(x + k, value);
    else if (k < n)
        vstore_first(x + k, n - k, value);
}

NB_INLINE network_unit network_at(network_form form, const double *x, network_layer *layer, size_t d, size_t k,
                                  bool whole)
{
    return layer(form, network_load(x, k, d, whole), network_load(x + d, k, d, whole));
}

/* w of one replicate into w[0] .. w[P-1], that of parameters 0 beyond d. */
NB_INLINE void network_weights(network_form form, const double *x, network_layer *layer, size_t d, size_t P, double *w)
{
    for (size_t k = 0; k < P; k += NB_VW)
        vstore(w + k, network_at(form, x, layer, d, k, k + 8 < P).w);
}

/* vdot_open of a and the weights, which need not be stored for it. */
NB_INLINE vd network_dot_open(network_form form, const double *a, const double *x, network_layer *layer, size_t d,
                              size_t P)
{
    vd s[4][NB_PARTS];
    for (size_t q = 0; q < 4; q++)
        for (size_t j = 0; j < NB_PARTS; j++)
            s[q][j] = vset(0.0);
    size_t i = 0;
    for (; i + 32 < P; i += 32)
        for (size_t q = 0; q < 4; q++)
            for (size_t j = 0; j < NB_PARTS; j++) {
                const size_t k = i + 8 * q + NB_VW * j;
                s[q][j] = vfma(vload(a + k), network_at(form, x, layer, d, k, true).w, s[q][j]);
            }
    for (size_t q = 0; q < 4; q++)
        for (size_t j = 0; i + 8 * q < P && j < NB_PARTS; j++) {
            const size_t k = i + 8 * q + NB_VW * j;
            s[q][j] = vfma(vload(a + k), network_at(form, x, layer, d, k, false).w, s[q][j]);
        }
    return vclose(s);
}

/* e = (c / K) (a_j'w - y_j) of every pick and replicate. */
NB_INLINE void network_errors(const nb_problem *p, const uint64_t *at, const nb_flock *f, double c,
                              network_layer *layer, size_t P, size_t K, double *e)
{
    const size_t d = f->dim / 2, W = f->lanes;
    const network_form form = network_formed(p);
    const vd share = vset(c / (double)K);
    double *w = f->work;
    for (size_t l = 0; l < W && K > 1; l++)
        network_weights(form, f->x + l * f->pitch, layer, d, P, w + l * P);
    for (size_t i = 0; i < K * W; i += NB_VW) {
        vd s[NB_VW], label, unused;
        vpairs(p->A + P, at + i, &label, &unused);
        for (size_t l = 0; l < NB_VW; l++)
            s[l] = K > 1 ? vdot_open(p->A + at[i + l], w + (i % W + l) * P, P)
                         : network_dot_open(form, p->A + at[i + l], f->x + (i + l) * f->pitch, layer, d, P);
        vstore(e + i, share * (vtrees(s) - label));
    }
}

/* y += (dw/dx) G at the weights from k on, as many as there are of NB_VW. */
NB_INLINE void network_pull(network_form form, const double *x, network_layer *layer, size_t d, size_t k, bool whole,
                            vd G, double *y)
{
    const vd s = network_load(x, k, d, whole), t = network_load(x + d, k, d, whole);
    const network_unit u = layer(form, s, t);
    network_store(y, k, d, whole, vfma(u.s, G, y == x ? s : network_load(y, k, d, whole)));
    network_store(y + d, k, d, whole, vfma(u.t, G, y == x ? t : network_load(y + d, k, d, whole)));
}

/* The picks' share of the gradient in w, from k on, onto y. */
NB_INLINE void network_update(network_form form, const double *A, const uint64_t *at, const double *e, size_t W,
                              size_t K, const double *x, network_layer *layer, size_t d, size_t k, bool whole,
                              double *y)
{
    vd G = vfma(vset(e[0]), vload(A + at[0] + k), vset(0.0));
    for (size_t j = W; j < K * W; j += W)
        G = vfma(vset(e[j]), vload(A + at[j] + k), G);
    network_pull(form, x, layer, d, k, whole, G, y);
}

/* All products of the flock before any update, which hides their latency. K = 1 and y = x are known to the compiler
 * where a step is short. */
NB_INLINE void network_push_inner(const nb_problem *p, const uint64_t *at, const nb_flock *f, double c, double *y,
                                  network_layer *layer, size_t K)
{
    const size_t d = f->dim / 2, W = f->lanes, P = network_pitch(p);
    const network_form form = network_formed(p);
    const double *A = p->A, *x = f->x;
    double *e = f->work + f->size;
    network_errors(p, at, f, c, layer, P, K, e);
    for (size_t l = 0; l < W; l++, x += f->pitch, y += f->pitch) {
        size_t k = 0;
        for (; k + 8 < P; k += NB_VW)
            network_update(form, A, at + l, e + l, W, K, x, layer, d, k, true, y);
        for (; k < P; k += NB_VW)
            network_update(form, A, at + l, e + l, W, K, x, layer, d, k, false, y);
    }
}

NB_INLINE void network_push(const nb_problem *p, nb_flock *f, double c, double *y, network_layer *layer)
{
    const uint64_t *at = draw_picks(f, p->row, 0);
    if (f->dim <= NB_LANES_INNER)
        network_push_lanes(p, at, f, c, y, layer);
    else if (f->sampling.batch == 1 && y == f->x)
        network_push_inner(p, at, f, c, f->x, layer, 1);
    else
        network_push_inner(p, at, f, c, y, layer, f->sampling.batch);
    noise_push(p, f, c, y);
}

#endif
