// SPDX-License-Identifier: GPL-3.0-or-later
/* Eigenvalues, solutions and the constants of a quadratic sum, against matrices whose answers are known. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "lib/linear.h"

Suite *nb_suite(void);

START_TEST(eigenvalues_of_a_chain_of_springs_are_those_of_the_sine_basis)
{
    enum { N = 12 };
    double A[N * N] = { 0 }, value[N], vector[N * N];
    for (size_t i = 0; i < N; i++) {
        A[i * N + i] = 2;
        if (i + 1 < N)
            A[i * N + i + 1] = A[(i + 1) * N + i] = -1;
    }
    ck_assert_int_eq(nb_eigen(N, A, value, vector, NULL), NB_OK);
    for (size_t k = 0; k < N; k++) {
        const double half = sin(1.5707963267948966 * (double)(k + 1) / (N + 1));
        double length = 0, residual = 0;
        ck_assert_double_eq_tol(value[k], 4 * half * half, 1e-14);
        for (size_t i = 0; i < N; i++) {
            double Av = 0;
            for (size_t j = 0; j < N; j++)
                Av += A[i * N + j] * vector[k * N + j];
            residual = fmax(residual, fabs(Av - value[k] * vector[k * N + i]));
            length += vector[k * N + i] * vector[k * N + i];
        }
        ck_assert_double_lt(residual, 1e-14);
        ck_assert_double_eq_tol(length, 1, 1e-14);
    }
}
END_TEST

START_TEST(a_hilbert_system_is_solved_as_far_as_its_condition_allows)
{
    double A[25], b[5] = { 0 }, x[5];
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++) {
            A[i * 5 + j] = 1 / (double)(i + j + 1);
            b[i] += A[i * 5 + j] * (double)(j + 1);
        }
    ck_assert_int_eq(nb_solve(5, A, b, x, "Hilbert", NULL), NB_OK);
    for (size_t j = 0; j < 5; j++)
        ck_assert_double_eq_tol(x[j], (double)(j + 1), 5e5 * 1e-16 * 40);       // condition 4.8e5
}
END_TEST

START_TEST(an_indefinite_or_singular_matrix_is_refused_by_name)
{
    const double indefinite[] = { 1, 2, 2, 1 }, singular[] = { 1, 1, 1, 1 }, b[] = { 1, 1 };
    double x[2];
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_solve(2, indefinite, b, x, "the saddle", &why), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(why.text, "the saddle"));
    ck_assert_int_eq(nb_solve(2, singular, b, x, "the valley", NULL), NB_NO_VALUE);
}
END_TEST

/* Two parabolas h_i x^2 / 2 + g_i x: with D = -argmax, the least sigma0 makes the bound an equality at one point. */
START_TEST(the_least_sigma0_touches_the_second_moment)
{
    const double h[] = { 1, 3 }, g[] = { 1, -1 }, sigma = 2;
    const double H = 2, Q = 5, b = (h[0] * g[0] + h[1] * g[1]) / 2;
    nb_constants k;
    ck_assert_int_eq(nb_sum_constants(1, (nb_sum_means){ &H, &Q, &b, 1, 0 }, sigma, &k, "parabolas", NULL), NB_OK);
    double least = INFINITY;
    for (int i = -400; i <= 400; i++) {
        const double x = b / (sigma * H * H - Q) + i / 100.0, m = H * x;
        const double second = ((g[0] + h[0] * x) * (g[0] + h[0] * x) + (g[1] + h[1] * x) * (g[1] + h[1] * x)) / 2;
        least = fmin(least, k.sigma0 + sigma * m * m - second);
    }
    ck_assert_double_eq_tol(least, 0, 1e-14);
    ck_assert_double_eq(k.m, 2);
    ck_assert_double_eq(k.L, 2);
    ck_assert_int_eq(nb_sum_constants(1, (nb_sum_means){ &H, &Q, &b, 1, 0 }, 1.25, &k, "parabolas", NULL), NB_NO_VALUE);
    ck_assert_int_eq(nb_sum_constants(1, (nb_sum_means){ &H, &Q, &b, 1, 7 }, 0, &k, "parabolas", NULL), NB_OK);
    ck_assert_double_eq(k.sigma, 2.5);                      // twice Q / H^2
    ck_assert_double_eq_tol(k.sigma0, 1 + 7 + 1.0 / 5, 1e-14);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("linear");
    TCase *c = tcase_create("linear");
    tcase_add_test(c, eigenvalues_of_a_chain_of_springs_are_those_of_the_sine_basis);
    tcase_add_test(c, a_hilbert_system_is_solved_as_far_as_its_condition_allows);
    tcase_add_test(c, an_indefinite_or_singular_matrix_is_refused_by_name);
    tcase_add_test(c, the_least_sigma0_touches_the_second_moment);
    suite_add_tcase(s, c);
    return s;
}
