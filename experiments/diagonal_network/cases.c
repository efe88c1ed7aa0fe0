// SPDX-License-Identifier: GPL-3.0-or-later
/* Regressions of diagonal networks. */
#include "experiments/diagonal_network/cases.h"

static size_t width(const nb_problem_spec *s)
{
    return s->table.count / s->terms;
}

/* y_i = x_i'w*, w* = ends[0], ends[1], ... and zeros. */
static void label(const nb_problem_spec *s, const double *ends, size_t count, double *rows)
{
    const size_t d = width(s) - 1;
    for (double *x = rows; x < rows + s->table.count; x += d + 1) {
        x[d] = 0;
        for (size_t k = 0; k < count; k++)
            x[d] += ends[k] * x[k];
    }
}

static void draw(const nb_problem_spec *s, double *rows)
{
    const size_t N = s->terms, d = width(s) - 1;
    nb_gauss(s->seed, N * d, rows);
    for (size_t i = N; i-- > 0;)                            // from the end, since rows grow by y
        for (size_t k = d; k-- > 0;)
            rows[i * (d + 1) + k] = rows[i * d + k];
}

static const double pair[] = { 1, -1 }, triple[] = { 1, 1, 1 };

void nb_write_pair(const nb_problem_spec *s, double *rows)
{
    draw(s, rows);
    label(s, pair, 2, rows);
}

void nb_write_triple(const nb_problem_spec *s, double *rows)
{
    draw(s, rows);
    label(s, triple, 3, rows);
}

static long double dot(size_t n, const double *a, const double *b)
{
    long double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += (long double)a[k] * b[k];
    return sum;
}

/* Gram and Schmidt, each row twice. */
void nb_write_orthogonal(const nb_problem_spec *s, double *rows)
{
    const size_t d = width(s) - 1;
    draw(s, rows);
    for (double *x = rows; x < rows + s->table.count; x += d + 1) {
        for (int again = 0; again < 2; again++)
            for (const double *z = rows; z < x; z += d + 1) {
                const long double along = dot(d, x, z) / dot(d, z, z);
                for (size_t k = 0; k < d; k++)
                    x[k] = (double)(x[k] - along * z[k]);
            }
        const double factor = sqrt((double)d / (double)dot(d, x, x));
        for (size_t k = 0; k < d; k++)
            x[k] *= factor;
    }
    label(s, pair, 2, rows);
}

nb_status nb_regression_make(nb_regression *r, const nb_problem_spec *s, nb_fault *why)
{
    const size_t N = s->terms, d = width(s) - 1;
    *r = (nb_regression){ .N = N, .d = d };
    double *rows = nb_arena_take(&r->arena, s->table.count, sizeof *rows);
    r->X = nb_arena_take(&r->arena, N * d, sizeof *r->X);
    r->y = nb_arena_take(&r->arena, N, sizeof *r->y);
    if (!rows || !r->X || !r->y) {
        nb_regression_drop(r);
        return nb_fail(why, NB_NO_MEMORY, "no memory for %zu rows of %zu numbers", N, d);
    }
    s->table.write(s, rows);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < d; k++)
            r->X[i * d + k] = rows[i * (d + 1) + k];
        r->y[i] = rows[i * (d + 1) + d];
    }
    return NB_OK;
}

void nb_regression_drop(nb_regression *r)
{
    nb_arena_drop(&r->arena);
    *r = (nb_regression){ 0 };
}
