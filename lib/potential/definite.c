// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/potential/definite.c -- Gram matrices, their factors, and the interpolant of least l2 norm. */
#include "lib/potential/definite.h"

#include <math.h>

void nb_gram(const nb_system *s, const long double *c, long double *H)
{
    for (size_t i = 0; i < s->N; i++)
        for (size_t k = 0; k <= i; k++) {
            long double sum = 0;
            for (size_t j = 0; j < s->d; j++)
                sum += (long double)s->X[i * s->d + j] * s->X[k * s->d + j] * (c ? c[j] : 1);
            H[i * s->N + k] = sum;
        }
}

bool nb_definite_solve(size_t n, long double *H, const long double *b, long double *x)
{
    for (size_t k = 0; k < n; k++) {
        const long double diagonal = H[k * n + k];
        for (size_t i = k; i < n; i++) {
            for (size_t j = 0; j < k; j++)
                H[i * n + k] -= H[i * n + j] * H[k * n + j];
            if (i == k && !(H[k * n + k] > (long double)n * 0x1p-60L * diagonal))
                return false;
            if (i > k)
                H[i * n + k] /= sqrtl(H[k * n + k]);
        }
        H[k * n + k] = sqrtl(H[k * n + k]);
        x[k] = b[k];
        for (size_t j = 0; j < k; j++)
            x[k] -= H[k * n + j] * x[j];
        x[k] /= H[k * n + k];
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t i = k + 1; i < n; i++)
            x[k] -= H[i * n + k] * x[i];
        x[k] /= H[k * n + k];
    }
    return true;
}

nb_status nb_dependent_rows(nb_fault *why)
{
    return nb_fail(why, NB_NO_VALUE, "the rows of X are dependent, or too nearly so: no unique interpolant");
}

nb_status nb_no_room(size_t d, nb_fault *why)
{
    return nb_fail(why, NB_NO_MEMORY, "no memory for a potential in %zu numbers", d);
}

nb_status nb_least_l2(const nb_system *s, double *w, nb_fault *why)
{
    const size_t N = s->N, d = s->d;
    nb_arena arena = { 0 };
    long double *H = nb_arena_take(&arena, N * N + 2 * N, sizeof *H);
    if (!H)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a system of %zu rows", N);
    long double *y = H + N * N, *nu = y + N;
    for (size_t i = 0; i < N; i++)
        y[i] = s->y[i];
    nb_gram(s, NULL, H);
    const nb_status status = nb_definite_solve(N, H, y, nu) ? NB_OK : nb_dependent_rows(why);
    for (size_t j = 0; status == NB_OK && j < d; j++) {
        long double sum = 0;
        for (size_t i = 0; i < N; i++)
            sum += s->X[i * d + j] * nu[i];
        w[j] = (double)sum;
    }
    nb_arena_drop(&arena);
    return status;
}
