// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/oracle.h against full enumeration, against GSL on the Kronecker form, and against closed forms. */
#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>

#include "tests/lib/arrays.h"

Suite *nb_suite(void);

/* All batch sequences of three steps, each as likely as the next. */
typedef struct { size_t d, N; const double *data; double a; bool with; double m[3], S[9], gap2,
                 distance2; double weight; } sums;

static void walk(sums *u, int depth, const double *D, double weight)
{
    const size_t d = u->d;
    if (depth == 3) {
        double gap = 0, distance = 0;
        for (size_t i = 0; i < d; i++) {
            u->m[i] += weight * D[i];
            distance += D[i] * D[i];
            for (size_t j = 0; j < d; j++) {
                u->S[i * d + j] += weight * D[i] * D[j];
                for (size_t n = 0; n < u->N; n++)
                    gap += u->data[n * (d * d + d) + i * d + j] * D[i] * D[j] / (2 * (double)u->N);
            }
        }
        u->gap2 += weight * gap * gap;
        u->distance2 += weight * distance * distance;
        u->weight += weight;
        return;
    }
    const double each = u->with ? 1 / (double)(u->N * u->N) : 1 / (double)(u->N * (u->N - 1));
    for (size_t p = 0; p < u->N; p++)
        for (size_t q = 0; q < u->N; q++) {
            if (!u->with && p == q)
                continue;
            double next[3];
            for (size_t i = 0; i < d; i++) {
                const double *P = u->data + p * (d * d + d), *Q = u->data + q * (d * d + d);
                double g = P[d * d + i] + Q[d * d + i];
                for (size_t j = 0; j < d; j++)
                    g += (P[i * d + j] + Q[i * d + j]) * D[j];
                next[i] = D[i] - u->a / 2 * g;
            }
            walk(u, depth + 1, next, weight * each);
        }
}

START_TEST(three_steps_agree_with_every_sequence_of_batches)
{
    for (int b = 0; b < 2; b++)
        for (int with = 0; with < 2; with++) {
            sums u = { .d = b ? 3 : 2, .N = b ? 5 : 4, .data = b ? case_b : case_a, .a = .2, .with = with };
            const double *start = b ? start_b : start_a;
            walk(&u, 0, start, 1);
            ck_assert_double_eq_tol(u.weight, 1, 1e-12);

            made x;
            nb_setup *s = make(&x, u.d, u.N, u.data, start, u.a, with ? NB_WITH_REPLACEMENT : NB_WITHOUT_REPLACEMENT,
                               2);
            nb_moments o;
            ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_OK);
            for (int t = 0; t < 3; t++)
                nb_moments_step(&o, s, u.a);
            for (size_t i = 0; i < u.d; i++)
                ck_assert_double_eq_tol(o.m[i], u.m[i], 1e-13);
            for (size_t i = 0; i < u.d * u.d; i++)
                ck_assert_double_eq_tol(o.S[i], u.S[i], 1e-13);
            nb_moments_drop(&o);

            nb_squares q;
            ck_assert_int_eq(nb_squares_at(&q, s, 3, NULL), NB_OK);
            ck_assert_double_eq_tol(q.gap, u.gap2, 1e-12 * u.gap2);
            ck_assert_double_eq_tol(q.distance, u.distance2, 1e-12 * u.distance2);
        }
}
END_TEST

/* S -> S+ on all d^2 entries: I - a (Hb (x) I + I (x) Hb) + a^2 (b mean H_i (x) H_i + (1 - b) Hb (x) Hb). */
static void kronecker(gsl_matrix *M, size_t d, size_t N, const double *data, double a, double b)
{
    double Hb[9] = { 0 };
    for (size_t n = 0; n < N; n++)
        for (size_t i = 0; i < d * d; i++)
            Hb[i] += data[n * (d * d + d) + i] / (double)N;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            for (size_t k = 0; k < d; k++)
                for (size_t l = 0; l < d; l++) {
                    double v = (i == k && j == l) - a * (Hb[i * d + k] * (j == l) + Hb[j * d + l] * (i == k));
                    v += a * a * (1 - b) * Hb[i * d + k] * Hb[j * d + l];
                    for (size_t n = 0; n < N; n++) {
                        const double *H = data + n * (d * d + d);
                        v += a * a * b / (double)N * H[i * d + k] * H[j * d + l];
                    }
                    gsl_matrix_set(M, i * d + j, k * d + l, v);
                }
}

START_TEST(squaring_agrees_with_an_eigenvalue_solver_and_an_lu_solve)
{
    static const double steps[] = { .01, .1, .4, .7, .75 };
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        made x;
        nb_setup *s = make(&x, 3, 5, case_b, NULL, steps[k], NB_WITHOUT_REPLACEMENT, 3);
        const double a = steps[k], b = 2. / (3 * 4);
        gsl_matrix *M = gsl_matrix_alloc(9, 9), *A = gsl_matrix_alloc(9, 9);
        kronecker(M, 3, 5, case_b, a, b);
        gsl_matrix_set_identity(A);
        gsl_matrix_sub(A, M);

        gsl_vector_complex *e = gsl_vector_complex_alloc(9);
        gsl_eigen_nonsymm_workspace *w = gsl_eigen_nonsymm_alloc(9);
        ck_assert_int_eq(gsl_eigen_nonsymm(M, e, w), 0);
        double most = 0, rho;
        for (size_t i = 0; i < 9; i++)
            most = fmax(most, gsl_complex_abs(gsl_vector_complex_get(e, i)));
        ck_assert_int_eq(nb_moments_radius(s, a, &rho, NULL), NB_OK);
        ck_assert_double_eq_tol(rho, most, 1e-12);

        gsl_vector *c = gsl_vector_calloc(9), *S = gsl_vector_alloc(9);
        for (size_t n = 0; n < 5; n++)
            for (size_t i = 0; i < 9; i++) {
                const double *g = case_b + n * 12 + 9;
                gsl_vector_set(c, i, gsl_vector_get(c, i) + a * a * b / 5 * g[i / 3] * g[i % 3]);
            }
        gsl_permutation *p = gsl_permutation_alloc(9);
        int sign;
        gsl_linalg_LU_decomp(A, p, &sign);
        gsl_linalg_LU_solve(A, p, c, S);
        nb_moments o;
        ck_assert_int_eq(nb_moments_stationary(&o, s, a, NULL), NB_OK);
        for (size_t i = 0; i < 9; i++)
            ck_assert_double_eq_tol(o.S[i], gsl_vector_get(S, i), 1e-12 * (1 + fabs(gsl_vector_get(S, i))));
        nb_moments_drop(&o);
        gsl_permutation_free(p);
        gsl_vector_free(S);
        gsl_vector_free(c);
        gsl_eigen_nonsymm_free(w);
        gsl_vector_complex_free(e);
        gsl_matrix_free(A);
        gsl_matrix_free(M);
    }
}
END_TEST

/* Where nothing feeds it the second moment dies out at the radius, however long the run. */
START_TEST(rounding_does_not_grow)
{
    double quiet[24] = { 0 };
    for (size_t i = 0; i < 24; i++)
        quiet[i] = i % 6 < 4 ? case_a[i] : 0;
    made x;
    nb_setup *s = make(&x, 2, 4, quiet, start_a, .25, NB_WITH_REPLACEMENT, 1);
    nb_moments o;
    double before = 1, rho;
    ck_assert_int_eq(nb_moments_radius(s, .25, &rho, NULL), NB_OK);
    ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_OK);
    for (int t = 0; t < 1000; t++) {
        before = o.gap;
        nb_moments_step(&o, s, .25);
    }
    ck_assert_double_gt(o.gap, 0);
    ck_assert_double_eq_tol(o.gap / before, rho, 1e-13);
    nb_moments_drop(&o);
}
END_TEST

/* f = h x^2 / 2 with noise of variance v: E x_t^2 = q^(2t) E x_0^2 + (1 - q^(2t)) a v / (h (2 - a h)), q = 1 - a h. */
START_TEST(additive_noise_has_its_closed_form)
{
    static const double data[] = { .5, 0 }, start[] = { 3 };
    static double factor[] = { .7 };
    made x;
    nb_setup *s = make(&x, 1, 0, data, start, .2, NB_WITH_REPLACEMENT, 0);
    x.arm.start.spread = 2;
    s->problem.noisy = true;
    for (int by_factor = 0; by_factor < 2; by_factor++) {
        s->problem.noise = by_factor ? 0 : .7;
        s->problem.factor = by_factor ? factor : NULL;
        const double q = nb_power(.9, 34), floor = .2 * .49 / (.5 * 1.9);
        nb_moments o;
        ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_OK);
        for (int t = 0; t < 17; t++)
            nb_moments_step(&o, s, .2);
        ck_assert_double_eq_tol(o.distance, q * 13 + (1 - q) * floor, 1e-14);
        ck_assert_double_eq_tol(o.gap, .25 * o.distance, 1e-15);
        nb_moments_drop(&o);
        ck_assert_int_eq(nb_moments_stationary(&o, s, .2, NULL), NB_OK);
        ck_assert_double_eq_tol(o.distance, floor, 1e-15);
        nb_moments_drop(&o);
    }
}
END_TEST

START_TEST(what_the_recursion_does_not_cover_is_refused)
{
    made x;
    nb_moments o;
    nb_squares q;
    double a;
    nb_fault why = { 0 };
    nb_setup *s = make(&x, 2, 4, case_a, start_a, .1, NB_RESHUFFLED, 2);
    ck_assert_int_eq(nb_moments_make(&o, s, &why), NB_BAD_INPUT);
    ck_assert_str_ne(why.text, "");
    ck_assert_int_eq(nb_squares_at(&q, s, 1, NULL), NB_BAD_INPUT);
    s = make(&x, 2, 4, case_a, start_a, .1, NB_WITH_REPLACEMENT, 1);
    x.arm.momentum = .5;
    ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_BAD_INPUT);
    x.arm.momentum = 0;
    ck_assert_int_eq(nb_moments_stationary(&o, s, .9, NULL), NB_NO_VALUE);
    ck_assert_int_eq(nb_moments_stationary(&o, s, .89, NULL), NB_OK);
    nb_moments_drop(&o);
    ck_assert_int_eq(nb_moments_limit(s, &a, NULL), NB_NO_VALUE);       // m unknown
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("oracle: laws");
    TCase *c = tcase_create("moments");
    tcase_add_test(c, three_steps_agree_with_every_sequence_of_batches);
    tcase_add_test(c, squaring_agrees_with_an_eigenvalue_solver_and_an_lu_solve);
    tcase_add_test(c, rounding_does_not_grow);
    tcase_add_test(c, additive_noise_has_its_closed_form);
    tcase_add_test(c, what_the_recursion_does_not_cover_is_refused);
    suite_add_tcase(s, c);
    return s;
}
