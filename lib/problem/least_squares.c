// SPDX-License-Identifier: GPL-3.0-or-later
/* f(x) = |A x - b|^2 / (2 N) + (ridge / 2) |x|^2; a step sees K of the N rows, g_i = (a_i'x - b_i) a_i + ridge x.
 *
 * data: N rows (a_i, b_i). NULL: drawn from seed with u = 2^-52 floor(z / 2^11) - 1, uniform on [-1, 1), z the next
 * output of splitmix64: first all a_i, row by row, then b_i = sum_k a_ik + u / 2.
 *
 * Fewer rows than columns and no ridge: x* is the solution of least norm, f* = 0 and m = 0. With e = A D, K = A A' and
 * W the diagonal of |a_i|^2, E |g|^2 = e'W e / N and |grad f|^2 = e'K e / N^2, so that sigma0 = 0 and sigma is N times
 * the largest eigenvalue of K^-1/2 W K^-1/2, unless more is asked for.
 */
#include "lib/linear.h"
#include "lib/problem/bowl.h"
#include "lib/problem/noise.h"
#include "lib/problem/rows_march.h"

static double next(uint64_t *state)
{
    return (double)(nb_splitmix(state) >> 11) * 0x1p-52 - 1.0;
}

static nb_status fill(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    const size_t d = p->dim, label = rows_label(d);
    uint64_t state = s->seed;
    for (size_t i = 0; i < p->terms; i++) {
        double *row = p->A + i * p->row;
        for (size_t k = 0; k <= d; k++) {
            double *to = row + (k < d ? k : label);
            if (s->data)
                *to = s->data[i * (d + 1) + k];
            else if (k < d)
                row[label] += *to = next(&state);
            if (!isfinite(*to))
                return nb_fail(why, NB_BAD_INPUT, "least_squares: number %zu of row %zu is not finite", k + 1, i + 1);
        }
    }
    for (size_t i = 0; i < p->terms && !s->data; i++)
        p->A[i * p->row + label] += 0.5 * next(&state);
    return NB_OK;
}

static void term(const nb_problem *p, size_t i, double *H, double *g)
{
    const size_t d = p->dim;
    const double *a = p->A + i * p->row, r = rows_product(d, a, p->x_star) - a[rows_label(d)];
    for (size_t k = 0; k < d; k++) {
        g[k] = r * a[k] + p->ridge * p->x_star[k];
        for (size_t j = 0; j < d; j++)
            H[k * d + j] = a[k] * a[j] + (k == j ? p->ridge : 0);
    }
}

/* H_i = a a' + ridge, so that H_i^2 = (|a|^2 + 2 ridge) a a' + ridge^2 and H_i g_i = (a'g_i) a + ridge g_i. */
static nb_status constants(nb_problem *p, double sigma, nb_arena *arena, nb_fault *why)
{
    const size_t d = p->dim, label = rows_label(d);
    const double N = (double)p->terms, ridge = p->ridge;
    double *Q = nb_arena_take(arena, d * d, sizeof *Q), *b = nb_arena_take(arena, d, sizeof *b), gg = 0;
    double *g = nb_arena_take(arena, d, sizeof *g);
    if (!Q || !b || !g)
        return NB_NO_MEMORY;
    for (size_t k = 0; k < d; k++) {
        p->H[k * d + k] = ridge;
        Q[k * d + k] = ridge * ridge;
    }
    for (size_t i = 0; i < p->terms; i++) {
        const double *a = p->A + i * p->row, weight = rows_product(d, a, a) + 2 * ridge;
        for (size_t k = 0; k < d; k++) {
            b[k] += a[label] * a[k] / N;
            for (size_t j = 0; j < d; j++) {
                p->H[k * d + j] += a[k] * a[j] / N;
                Q[k * d + j] += weight * a[k] * a[j] / N;
            }
        }
    }
    NB_TRY(nb_solve(d, p->H, b, p->x_star, "least_squares", why));
    p->f_star = ridge / 2 * rows_product(d, p->x_star, p->x_star);
    for (size_t k = 0; k < d; k++)
        b[k] = 0;
    for (size_t i = 0; i < p->terms; i++) {
        const double *a = p->A + i * p->row, r = rows_product(d, a, p->x_star) - a[label];
        p->f_star += r * r / (2 * N);
        for (size_t k = 0; k < d; k++)
            g[k] = r * a[k] + ridge * p->x_star[k];
        gg += rows_product(d, g, g) / N;
        const double along = rows_product(d, a, g);
        for (size_t k = 0; k < d; k++)
            b[k] += (along * a[k] + ridge * g[k]) / N;
    }
    return nb_sum_constants(d, (nb_sum_means){ p->H, Q, b, gg, nb_noise_trace(p) }, sigma, &p->k, "least_squares", why);
}

/* The largest eigenvalue of K^-1/2 W K^-1/2, which is that of V'W V, rows of V the eigenvectors of K over the roots of
 * its eigenvalues. */
static nb_status steepest(const nb_problem *p, double *most, nb_arena *arena, nb_fault *why)
{
    const size_t N = p->terms, d = p->dim;
    double *K = nb_arena_take(arena, N * N, sizeof *K), *V = nb_arena_take(arena, N * N, sizeof *V);
    double *W = nb_arena_take(arena, N, sizeof *W), *value = nb_arena_take(arena, N, sizeof *value);
    if (!K || !V || !W || !value)
        return NB_NO_MEMORY;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            K[i * N + j] = rows_product(d, p->A + i * p->row, p->A + j * p->row);
    for (size_t i = 0; i < N; i++)
        W[i] = K[i * N + i];
    NB_TRY(nb_eigen(N, K, value, V, why));
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            K[i * N + j] = 0;
            for (size_t k = 0; k < N; k++)
                K[i * N + j] += V[i * N + k] * W[k] * V[j * N + k] / sqrt(value[i] * value[j]);
        }
    NB_TRY(nb_eigen(N, K, value, NULL, why));
    *most = value[N - 1];
    return NB_OK;
}

static nb_status interpolated(nb_problem *p, double sigma, nb_arena *arena, nb_fault *why)
{
    const size_t d = p->dim, N = p->terms;
    double *b = nb_arena_take(arena, N, sizeof *b), *value = nb_arena_take(arena, d, sizeof *value), most;
    if (!b || !value)
        return NB_NO_MEMORY;
    for (size_t i = 0; i < N; i++) {
        const double *a = p->A + i * p->row;
        b[i] = a[rows_label(d)];
        for (size_t k = 0; k < d; k++)
            for (size_t j = 0; j < d; j++)
                p->H[k * d + j] += a[k] * a[j] / (double)N;
    }
    NB_TRY(nb_least_norm(N, d, p->A, p->row, b, p->x_star, "least_squares", why));
    NB_TRY(nb_eigen(d, p->H, value, NULL, why));
    NB_TRY(steepest(p, &most, arena, why));
    p->k = (nb_constants){ .L = value[d - 1], .sigma0 = nb_noise_trace(p), .sigma = fmax(sigma, (double)N * most) };
    if (sigma != 0 && sigma < p->k.sigma)
        return nb_fail(why, NB_NO_VALUE, "least_squares: sigma = %g is less than %.10g", sigma, p->k.sigma);
    return NB_OK;
}

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    if (s->terms < 1)
        return nb_fail(why, NB_BAD_INPUT, "least_squares: it needs at least one row");
    p->row = rows_length(p->dim);
    p->A = nb_arena_take(&p->arena, p->terms * p->row, sizeof *p->A);
    p->H = nb_arena_take(&p->arena, p->dim * p->dim + 8, sizeof *p->H);             // 8: read, and times 0, by a dot
    if (!p->A || !p->H)
        return NB_NO_MEMORY;
    NB_TRY(fill(p, s, why));
    nb_arena arena = { 0 };
    const bool wide = p->terms < p->dim && p->ridge == 0;
    const nb_status status = wide ? interpolated(p, s->sigma, &arena, why) : constants(p, s->sigma, &arena, why);
    nb_arena_drop(&arena);
    return status;
}

NB_INLINE vd loss(vd z, vd b)
{
    return z - b;
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    rows_push(p, p->A, 0, f, c, y, loss);
    noise_push(p, f, c, y);
}

static size_t march(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    return rows_march(p, p->A, 0, f, m, loss);
}

extern const nb_problem_kernels NB_HERE(nb_least_squares);
const nb_problem_kernels NB_HERE(nb_least_squares) = {
    make, NULL, push, bowl_value, bowl_slope, term, ROWS_HELD ? march : NULL,
};
