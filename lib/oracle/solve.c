// SPDX-License-Identifier: GPL-3.0-or-later
/* A x = b by elimination with row exchanges: small systems whose every bit must be ours. */
#include "lib/math.h"
#include "lib/oracle.h"

static void exchange(double *a, double *b)
{
    const double c = *a;
    *a = *b;
    *b = c;
}

nb_status nb_solve(size_t n, double *A, double *b, nb_fault *why)
{
    for (size_t k = 0; k < n; k++) {
        size_t best = k;
        for (size_t i = k + 1; i < n; i++)
            if (fabs(A[i * n + k]) > fabs(A[best * n + k]))
                best = i;
        if (!(fabs(A[best * n + k]) > 0))
            return nb_fail(why, NB_NO_VALUE, "a system of %zu equations is singular", n);
        exchange(&b[k], &b[best]);
        for (size_t j = 0; best != k && j < n; j++)
            exchange(&A[k * n + j], &A[best * n + j]);
        for (size_t i = k + 1; i < n; i++) {
            const double c = A[i * n + k] / A[k * n + k];
            for (size_t j = k; j < n; j++)
                A[i * n + j] -= c * A[k * n + j];
            b[i] -= c * b[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++)
            b[k] -= A[k * n + j] * b[j];
        b[k] /= A[k * n + k];
    }
    return NB_OK;
}
