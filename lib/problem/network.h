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
typedef network_unit network_layer(const nb_problem *p, vd s, vd t);

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
    const vd share = vset(c / (double)K);
    for (size_t v = 0; v < W; v += NB_VW) {
        network_unit u[8];
        vd G[8], a[8], label, unused;
        for (size_t k = 0; k < d; k++) {
            u[k] = layer(p, vload(f->x + k * W + v), vload(f->x + (d + k) * W + v));
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

/* w of one replicate into w[0] .. w[P-1], 0 beyond d: what the loads find there is no part of it. */
NB_INLINE void network_weights(const nb_problem *p, const double *x, network_layer *layer, size_t d, size_t P,
                               double *w)
{
    for (size_t k = 0; k < P; k += NB_VW) {
        const vu inside = vless(vinteger(uset(k) + uiota(), 0), vset((double)d));
        vstore(w + k, vreal(vbits(layer(p, vload(x + k), vload(x + d + k)).w) & inside));
    }
}

/* y += (dw/dx) G at the weights from k on, as many as there are of NB_VW. */
NB_INLINE void network_pull(const nb_problem *p, const double *x, network_layer *layer, size_t d, size_t k, vd G,
                            double *y)
{
    if (k + NB_VW <= d) {
        const network_unit u = layer(p, vload(x + k), vload(x + d + k));
        vstore(y + k, vfma(u.s, G, vload(y + k)));
        vstore(y + d + k, vfma(u.t, G, vload(y + d + k)));
        return;
    }
    double s[NB_VW] = { 0 }, t[NB_VW] = { 0 }, first[NB_VW], second[NB_VW];
    for (size_t j = 0; k + j < d; j++) {
        s[j] = x[k + j];
        t[j] = x[d + k + j];
    }
    const network_unit u = layer(p, vload(s), vload(t));
    vstore(first, u.s);
    vstore(second, u.t);
    vstore(s, G);
    for (size_t j = 0; k + j < d; j++) {
        y[k + j] = fma(first[j], s[j], y[k + j]);
        y[d + k + j] = fma(second[j], s[j], y[d + k + j]);
    }
}

/* One replicate after another; P is a constant where this is inlined. */
NB_INLINE void network_push_inner(const nb_problem *p, const uint64_t *at, const nb_flock *f, double c, double *y,
                                  network_layer *layer, size_t P)
{
    const size_t d = f->dim / 2, W = f->lanes, K = f->sampling.batch;
    const double share = c / (double)K;
    double *w = f->work, *e = f->work + f->size;
    for (size_t l = 0; l < W; l++) {
        const double *x = f->x + l * f->pitch;
        network_weights(p, x, layer, d, P, w);
        for (size_t j = 0; j < K; j++) {
            const double *a = p->A + at[j * W + l];
            e[j] = share * (vdot(a, w, P) - a[P]);
        }
        for (size_t k = 0; k < P; k += NB_VW) {
            vd G = vset(0.0);
            for (size_t j = 0; j < K; j++)
                G = vfma(vset(e[j]), vload(p->A + at[j * W + l] + k), G);
            network_pull(p, x, layer, d, k, G, y + l * f->pitch);
        }
    }
}

NB_INLINE void network_push(const nb_problem *p, nb_flock *f, double c, double *y, network_layer *layer)
{
    const uint64_t *at = draw_picks(f, p->row, 0);
    if (f->dim <= NB_LANES_INNER)
        network_push_lanes(p, at, f, c, y, layer);
    else
        switch (network_pitch(p)) {
        case 16: network_push_inner(p, at, f, c, y, layer, 16); break;
        case 24: network_push_inner(p, at, f, c, y, layer, 24); break;
        case 32: network_push_inner(p, at, f, c, y, layer, 32); break;
        case 40: network_push_inner(p, at, f, c, y, layer, 40); break;
        case 48: network_push_inner(p, at, f, c, y, layer, 48); break;
        default: network_push_inner(p, at, f, c, y, layer, network_pitch(p));
        }
    noise_push(p, f, c, y);
}

#endif
