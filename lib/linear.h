// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/linear.h -- the algebra behind the constants of quadratic sums. Matrices are dim x dim, row-major. */
#ifndef NB_LINEAR_H
#define NB_LINEAR_H

#include "lib/problem.h"

/* Eigenvalues of a symmetric A, growing; eigenvectors as the rows of `vector`, unless that is NULL. */
NB_CHECKED nb_status nb_eigen(size_t dim, const double *A, double *value, double *vector, nb_fault *why);

/* x with A x = b, for a positive definite A; NB_NO_VALUE, naming `what`, for any other. */
NB_CHECKED nb_status nb_solve(size_t dim, const double *A, const double *b, double *x, const char *what, nb_fault *why);

/* The x of least norm among those that minimise |A x - b|, for `rows` rows of `dim` numbers, `stride` apart, of full
 * rank. */
NB_CHECKED nb_status nb_least_norm(size_t rows, size_t dim, const double *A, size_t stride, const double *b, double *x,
                                   const char *what, nb_fault *why);

/* f(x* + D) = f* + mean_i (g_i'D + D'H_i D / 2): what its constants depend on. */
typedef struct {
    const double *H;                    // mean H_i
    const double *Q;                    // mean H_i^2
    const double *b;                    // mean H_i g_i
    double        gg;                   // mean |g_i|^2
    double        noise;                // trace of the covariance of additive noise
} nb_sum_means;

/* L, m, sigma0, sigma with the least sigma0 for the given sigma; 0 chooses twice the least possible. */
NB_CHECKED nb_status nb_sum_constants(size_t dim, nb_sum_means s, double sigma, nb_constants *k, const char *what,
                                      nb_fault *why);

double nb_noise_trace(const nb_problem *p);         // of the covariance of additive noise

#endif
