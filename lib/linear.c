// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/linear.c -- everything from eigenvectors, which never fail to exist.
 *
 * Constants. E |g_i + H_i D|^2 = gg + 2 b'D + D'Q D is to stay below sigma0 + sigma |H D|^2 for every D. In u = H D,
 * with M = H^-1 Q H^-1 and c = H^-1 b, the difference is sigma0 - gg - 2 c'u + u'(sigma - M) u. It is bounded below for
 * sigma > sigma_min = lambda_max(M), and is then nonnegative just when sigma0 >= gg + c'(sigma - M)^-1 c.
 */
#include "lib/linear.h"

#include <assert.h>
#include <float.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

nb_status nb_eigen(size_t dim, const double *A, double *value, double *vector, nb_fault *why)
{
    assert(dim > 0);
    nb_status status = NB_NO_MEMORY;
    nb_arena arena = { 0 };
    double *copy = nb_arena_take(&arena, dim * dim, sizeof *copy);
    double *columns = nb_arena_take(&arena, dim * dim, sizeof *columns);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(dim);
    if (copy && columns && work) {
        memcpy(copy, A, dim * dim * sizeof *copy);
        gsl_matrix_view matrix = gsl_matrix_view_array(copy, dim, dim);
        gsl_matrix_view vectors = gsl_matrix_view_array(columns, dim, dim);
        gsl_vector_view values = gsl_vector_view_array(value, dim);
        gsl_eigen_symmv(&matrix.matrix, &values.vector, &vectors.matrix, work);
        gsl_eigen_symmv_sort(&values.vector, &vectors.matrix, GSL_EIGEN_SORT_VAL_ASC);
        for (size_t i = 0; vector && i < dim * dim; i++)
            vector[i] = columns[i % dim * dim + i / dim];
        status = NB_OK;
    }
    gsl_eigen_symmv_free(work);
    nb_arena_drop(&arena);
    return status == NB_OK ? NB_OK : nb_fail(why, status, "no memory for the eigenvalues of a matrix of %zu rows", dim);
}

static double dot(size_t n, const double *a, const double *b)
{
    double s = 0;
    for (size_t k = 0; k < n; k++)
        s += a[k] * b[k];
    return s;
}

static nb_status definite(size_t dim, const double *value, const char *what, nb_fault *why)
{
    const double least = value[0], most = fmax(fabs(value[0]), fabs(value[dim - 1]));
    if (least > (double)dim * DBL_EPSILON * most)
        return NB_OK;
    return nb_fail(why, NB_NO_VALUE, "%s: its mean Hessian is not positive definite (eigenvalues from %.3g to %.3g), "
                   "so that it has no unique minimiser", what, least, value[dim - 1]);
}

/* x = sum_k v_k (v_k'b) / lambda_k */
static void apply_inverse(size_t dim, const double *value, const double *vector, const double *b, double *x)
{
    memset(x, 0, dim * sizeof *x);
    for (size_t k = 0; k < dim; k++) {
        const double c = dot(dim, vector + k * dim, b) / value[k];
        for (size_t i = 0; i < dim; i++)
            x[i] += c * vector[k * dim + i];
    }
}

nb_status nb_solve(size_t dim, const double *A, const double *b, double *x, const char *what, nb_fault *why)
{
    nb_arena arena = { 0 };
    double *value = nb_arena_take(&arena, dim, sizeof *value), *rest = nb_arena_take(&arena, dim, sizeof *rest);
    double *more = nb_arena_take(&arena, dim, sizeof *more), *vector = nb_arena_take(&arena, dim * dim, sizeof *vector);
    nb_status status = value && rest && more && vector ? NB_OK : NB_NO_MEMORY;
    if (status == NB_OK)
        status = nb_eigen(dim, A, value, vector, why);
    else
        nb_fail(why, status, "%s: no memory to solve %zu equations", what, dim);
    if (status == NB_OK)
        status = definite(dim, value, what, why);
    if (status == NB_OK) {
        apply_inverse(dim, value, vector, b, x);
        for (int refined = 0; refined < 2; refined++) {
            for (size_t i = 0; i < dim; i++) {
                long double r = b[i];
                for (size_t j = 0; j < dim; j++)
                    r -= (long double)A[i * dim + j] * x[j];
                rest[i] = (double)r;
            }
            apply_inverse(dim, value, vector, rest, more);
            for (size_t i = 0; i < dim; i++)
                x[i] += more[i];
        }
    }
    nb_arena_drop(&arena);
    return status;
}

/* A'z with A A'z = b where that has a solution for every b, else the solution of A'A x = A'b. */
nb_status nb_least_norm(size_t rows, size_t dim, const double *A, size_t stride, const double *b, double *x,
                        const char *what, nb_fault *why)
{
    const bool wide = rows <= dim;
    const size_t n = wide ? rows : dim;
    nb_arena arena = { 0 };
    double *G = nb_arena_take(&arena, n * n, sizeof *G), *right = nb_arena_take(&arena, n, sizeof *right);
    double *z = nb_arena_take(&arena, n, sizeof *z);
    nb_status status = G && right && z ? NB_OK : nb_fail(why, NB_NO_MEMORY, "%s: no memory for %zu rows", what, rows);
    for (size_t i = 0; status == NB_OK && i < n; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < (wide ? dim : rows); k++)
                G[i * n + j] += wide ? A[i * stride + k] * A[j * stride + k] : A[k * stride + i] * A[k * stride + j];
    for (size_t i = 0; status == NB_OK && i < n; i++) {
        right[i] = wide ? b[i] : 0;
        for (size_t k = 0; k < rows && !wide; k++)
            right[i] += A[k * stride + i] * b[k];
    }
    if (status == NB_OK)
        status = nb_solve(n, G, right, z, what, why);
    for (size_t k = 0; status == NB_OK && k < dim; k++) {
        x[k] = wide ? 0 : z[k];
        for (size_t i = 0; i < rows && wide; i++)
            x[k] += A[i * stride + k] * z[i];
    }
    nb_arena_drop(&arena);
    return status;
}

/* M = H^-1 Q H^-1, given the eigenvectors v_k of H: sum_kl v_k (v_k'Q v_l) / (lambda_k lambda_l) v_l'. */
static void squeeze(size_t dim, const double *value, const double *vector, const double *Q, double *M, double *work)
{
    for (size_t i = 0; i < dim; i++)
        apply_inverse(dim, value, vector, Q + i * dim, work + i * dim);             // rows of Q H^-1
    for (size_t i = 0; i < dim; i++)
        for (size_t j = 0; j < dim; j++)
            M[i * dim + j] = work[j * dim + i];                                     // rows of H^-1 Q
    for (size_t i = 0; i < dim; i++)
        apply_inverse(dim, value, vector, M + i * dim, work + i * dim);             // rows of H^-1 Q H^-1
    for (size_t i = 0; i < dim; i++)
        for (size_t j = 0; j < dim; j++)
            M[i * dim + j] = (work[i * dim + j] + work[j * dim + i]) / 2;
}

nb_status nb_sum_constants(size_t dim, nb_sum_means s, double sigma, nb_constants *k, const char *what, nb_fault *why)
{
    nb_arena arena = { 0 };
    double *value = nb_arena_take(&arena, dim, sizeof *value), *c = nb_arena_take(&arena, dim, sizeof *c);
    double *vector = nb_arena_take(&arena, dim * dim, sizeof *vector), *M = nb_arena_take(&arena, dim * dim, sizeof *M);
    double *work = nb_arena_take(&arena, dim * dim, sizeof *work);
    nb_status status = value && c && vector && M && work ? NB_OK : NB_NO_MEMORY;
    if (status == NB_OK)
        status = nb_eigen(dim, s.H, value, vector, why);
    else
        nb_fail(why, status, "%s: no memory for its constants", what);
    if (status == NB_OK)
        status = definite(dim, value, what, why);
    if (status == NB_OK) {
        *k = (nb_constants){ .L = value[dim - 1], .m = value[0], .sigma0 = s.gg + s.noise };
        apply_inverse(dim, value, vector, s.b, c);
        squeeze(dim, value, vector, s.Q, M, work);
        status = nb_eigen(dim, M, value, vector, why);
    }
    if (status == NB_OK) {
        const double least = value[dim - 1];
        k->sigma = sigma > 0 ? sigma : 2 * least;
        for (size_t i = 0; i < dim; i++) {
            const double along = dot(dim, vector + i * dim, c);
            k->sigma0 += along * along / (k->sigma - value[i]);
        }
        if (k->sigma <= least)
            status = nb_fail(why, NB_NO_VALUE, "%s: sigma = %.10g must exceed %.10g, or no sigma0 exists", what, sigma,
                             least);
    }
    nb_arena_drop(&arena);
    return status;
}

double nb_noise_trace(const nb_problem *p)
{
    if (!p->factor)
        return p->noise * p->noise * (double)p->dim;
    return dot(p->dim * p->dim, p->factor, p->factor);
}
