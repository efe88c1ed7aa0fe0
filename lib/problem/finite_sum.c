// SPDX-License-Identifier: GPL-3.0-or-later
/* f(x) = (1/N) sum_i (g_i'x + x'H_i x / 2), a step sees K of the terms; additive noise may join them.
 *
 * data: per term the upper triangle of H_i, row by row, then g_i: dim (dim + 1) / 2 + dim numbers. Single terms may be
 * indefinite; the mean Hb must be positive definite. Where the g_i sum to zero x* = 0; else x* = -Hb^-1 gb.
 *
 * Row k of term i is (H_i)_k1 .. (H_i)_kdim, g_ik: next to each other and a multiple of 2 long with lanes inner; with
 * dim inner padded with 0 to the pitch, and g_i in a row of its own after them.
 */
#include <float.h>

#include "lib/linear.h"
#include "lib/problem/bowl.h"
#include "lib/problem/noise.h"

static size_t row_length(size_t dim)
{
    return dim <= NB_LANES_INNER ? (dim + 2) / 2 * 2 : (dim + 7) / 8 * 8;
}

static size_t term_length(size_t dim)
{
    return dim <= NB_LANES_INNER ? dim * row_length(dim) : (dim + 1) * row_length(dim);
}

static double *entry(const nb_problem *p, size_t i, size_t k, size_t j)         // j < dim: of H_i; j = dim: of g_i at 0
{
    const size_t d = p->dim, at = j < d || d <= NB_LANES_INNER ? k * p->row + j : d * p->row + k;
    return p->A + i * term_length(d) + at;
}

static void term(const nb_problem *p, size_t i, double *H, double *g)
{
    const size_t d = p->dim;
    for (size_t k = 0; k < d; k++) {
        g[k] = *entry(p, i, k, d);
        for (size_t j = 0; j < d; j++) {
            H[k * d + j] = *entry(p, i, k, j);
            g[k] += H[k * d + j] * p->x_star[j];
        }
    }
}

static nb_status unpack(nb_problem *p, const double *data, nb_fault *why)
{
    const size_t d = p->dim, each = d * (d + 1) / 2 + d;
    for (size_t i = 0; i < p->terms; i++) {
        const double *from = data + i * each;
        for (size_t n = 0; n < each; n++)
            if (!isfinite(from[n]))
                return nb_fail(why, NB_BAD_INPUT, "finite_sum: number %zu of term %zu is not finite", n + 1, i + 1);
        for (size_t k = 0; k < d; k++)
            for (size_t j = k; j < d; j++)
                *entry(p, i, k, j) = *entry(p, i, j, k) = *from++;
        for (size_t k = 0; k < d; k++)
            *entry(p, i, k, d) = *from++;
    }
    return NB_OK;
}

/* Hb into p->H and x* into p->x_star; means of the g_i within their rounding of 0 count as 0. */
static nb_status settle(nb_problem *p, double *mean, nb_fault *why)
{
    const size_t d = p->dim;
    const double N = (double)p->terms;
    bool centred = true;
    for (size_t k = 0; k < d; k++) {
        double sum = 0, size = 0;
        for (size_t i = 0; i < p->terms; i++) {
            sum += *entry(p, i, k, d);
            size += fabs(*entry(p, i, k, d));
            for (size_t j = 0; j < d; j++)
                p->H[k * d + j] += *entry(p, i, k, j);
        }
        mean[k] = -sum / N;
        centred = centred && fabs(sum) <= 4 * DBL_EPSILON * size;
        for (size_t j = 0; j < d; j++)
            p->H[k * d + j] /= N;
    }
    if (centred)
        return NB_OK;
    NB_TRY(nb_solve(d, p->H, mean, p->x_star, "finite_sum", why));
    for (size_t k = 0; k < d; k++)
        p->f_star -= mean[k] * p->x_star[k] / 2;
    return NB_OK;
}

static nb_status constants(nb_problem *p, double sigma, nb_arena *arena, nb_fault *why)
{
    const size_t d = p->dim;
    const double N = (double)p->terms;
    double *H = nb_arena_take(arena, d * d, sizeof *H), *Q = nb_arena_take(arena, d * d, sizeof *Q);
    double *g = nb_arena_take(arena, d, sizeof *g), *b = nb_arena_take(arena, d, sizeof *b), gg = 0;
    if (!H || !Q || !g || !b)
        return NB_NO_MEMORY;
    NB_TRY(settle(p, g, why));
    for (size_t i = 0; i < p->terms; i++) {
        term(p, i, H, g);
        for (size_t k = 0; k < d; k++) {
            gg += g[k] * g[k] / N;
            for (size_t j = 0; j < d; j++) {
                b[k] += H[k * d + j] * g[j] / N;
                double square = 0;
                for (size_t q = 0; q < d; q++)
                    square += H[k * d + q] * H[q * d + j];
                Q[k * d + j] += square / N;
            }
        }
    }
    return nb_sum_constants(d, (nb_sum_means){ p->H, Q, b, gg, nb_noise_trace(p) }, sigma, &p->k, "finite_sum", why);
}

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    if (!s->data || s->terms < 1)
        return nb_fail(why, NB_BAD_INPUT, "finite_sum: it needs data of at least one term");
    if (s->ridge != 0)
        return nb_fail(why, NB_BAD_INPUT, "finite_sum: a ridge belongs into its terms");
    p->row = row_length(p->dim);
    p->A = nb_arena_take(&p->arena, p->terms, term_length(p->dim) * sizeof *p->A);
    p->H = nb_arena_take(&p->arena, p->dim * p->dim + 8, sizeof *p->H);             // 8: read, and times 0, by a dot
    if (!p->A || !p->H)
        return NB_NO_MEMORY;
    NB_TRY(unpack(p, s->data, why));
    nb_arena arena = { 0 };
    const nb_status status = constants(p, s->sigma, &arena, why);
    nb_arena_drop(&arena);
    return status;
}

/* y += (c / K) sum_j (H_j x + g_j), j over the picks in turn; d is a constant where this is inlined. */
NB_INLINE void push_lanes(const nb_problem *p, const nb_flock *f, const uint64_t *at, double c, double *y, size_t d)
{
    const size_t W = f->lanes, K = f->sampling.batch, row = (d + 2) / 2 * 2;
    const vd share = vset(c / (double)K);
    for (size_t v = 0; v < W; v += NB_VW) {
        vd x[NB_LANES_INNER], g[NB_LANES_INNER];
        for (size_t k = 0; k < d; k++) {
            x[k] = vload(f->x + k * W + v);
            g[k] = vset(0.0);
        }
        for (size_t j = 0; j < K; j++)
            for (size_t k = 0; k < d; k++) {
                vd a[NB_LANES_INNER + 2] = { vset(0.0) };
                for (size_t i = 0; i < d + 1; i += 2)
                    vpairs(p->A + k * row + i, at + j * W + v, &a[i], &a[i + 1]);
                vd u = a[d];
                for (size_t i = 0; i < d; i++)
                    u = vfma(a[i], x[i], u);
                g[k] += u;
            }
        for (size_t k = 0; k < d; k++)
            vstore(y + k * W + v, vfma(share, g[k], vload(y + k * W + v)));
    }
}

static void push_inner(const nb_problem *p, const nb_flock *f, const uint64_t *at, double c, double *y)
{
    const size_t P = f->pitch, W = f->lanes, d = f->dim;
    const vd share = vset(c / (double)f->sampling.batch);
    double *g = f->work;
    for (size_t l = 0; l < W; l++) {
        for (size_t k = 0; k < P; k++)
            g[k] = 0;
        for (size_t j = 0; j < f->sampling.batch; j++) {
            const double *A = p->A + at[j * W + l];
            for (size_t k = 0; k < d; k++)
                g[k] += vdot(A + k * P, f->x + l * P, P) + A[d * P + k];
        }
        for (size_t k = 0; k < P; k += NB_VW)
            vstore(y + l * P + k, vfma(share, vload(g + k), vload(y + l * P + k)));
    }
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    const uint64_t *at = draw_picks(f, term_length(f->dim), 0);
    switch (f->dim) {
    case 1: push_lanes(p, f, at, c, y, 1); break;
    case 2: push_lanes(p, f, at, c, y, 2); break;
    case 3: push_lanes(p, f, at, c, y, 3); break;
    case 4: push_lanes(p, f, at, c, y, 4); break;
    default:
        if (f->dim <= NB_LANES_INNER)
            push_lanes(p, f, at, c, y, f->dim);
        else
            push_inner(p, f, at, c, y);
    }
    noise_push(p, f, c, y);
}

extern const nb_problem_kernels NB_HERE(nb_finite_sum);
const nb_problem_kernels NB_HERE(nb_finite_sum) = { make, NULL, push, bowl_value, bowl_slope, term, NULL };
