/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How vectors are multiplied and added. All is inlined, so that a walk is compiled on its own for each way.
 */
#ifndef BENCH_PEERS_ARITHMETIC_H
#define BENCH_PEERS_ARITHMETIC_H

#include <gsl/gsl_blas.h>
#include <stddef.h>

#define INLINE static inline __attribute__((always_inline))

typedef struct {
    double (*dot)(size_t d, const double *a, const double *x);
    void   (*add)(size_t d, double c, const double *a, double *x);         // x + c a
} arithmetic;

INLINE double dot_loops(size_t d, const double *a, const double *x)
{
    double s = 0;

    for (size_t k = 0; k < d; k++) s += a[k] * x[k];
    return s;
}

INLINE double dot_simd(size_t d, const double *a, const double *x)
{
    double s = 0;

    #pragma omp simd reduction(+ : s)
    for (size_t k = 0; k < d; k++) s += a[k] * x[k];
    return s;
}

INLINE double dot_blas(size_t d, const double *a, const double *x)
{
    const gsl_vector_const_view A = gsl_vector_const_view_array(a, d), X = gsl_vector_const_view_array(x, d);
    double s = 0;

    gsl_blas_ddot(&A.vector, &X.vector, &s);
    return s;
}

INLINE void add_loops(size_t d, double c, const double *restrict a, double *restrict x)
{
    for (size_t k = 0; k < d; k++) x[k] += c * a[k];
}

INLINE void add_blas(size_t d, double c, const double *a, double *x)
{
    const gsl_vector_const_view A = gsl_vector_const_view_array(a, d);
    gsl_vector_view X = gsl_vector_view_array(x, d);

    gsl_blas_daxpy(c, &A.vector, &X.vector);
}

static const arithmetic loops = { dot_loops, add_loops }, simd = { dot_simd, add_loops }, blas = { dot_blas, add_blas };

#endif
