// SPDX-License-Identifier: GPL-3.0-or-later
/* Contrasts and slopes, by bounds on each mean and by the studentised combination. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

START_TEST(a_ratio_is_judged_as_a_linear_contrast)
{
    bench *b = bench_make(NB_CONTRAST, NB_AT_MOST, GIVEN(NB_KAPPA), 3, 2);
    exponential(b->sheet.at);
    exponential(b->sheet.at + N);                       // E X = E Y = 1
    b->weight[0] = 1;
    b->weight[1] = -2;                                  // E X - 2 E Y <= 0 holds by a wide margin
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    b->weight[1] = -0.5;
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    b->weight[1] = -1;
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    ck_assert_double_eq_tol(b->f[0].estimate, 0, 1e-12);
    bench_drop(b);
}
END_TEST

START_TEST(a_paired_difference_by_t_uses_the_pairing)
{
    bench *b = bench_make(NB_CONTRAST, NB_AT_MOST, GIVEN(NB_STUDENT), 0, 2);
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[N + i] = b->sheet.at[i] + 0.01 + 0.01 * phase(i * 7 + 3);       // Y - X: mean 0.015, tiny s.d.
    b->weight[0] = 1;
    b->weight[1] = -1;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    ck_assert_int_eq(b->f[0].tier, NB_ASYMPTOTIC);
    bench_drop(b);
}
END_TEST

START_TEST(a_slope_is_the_weighted_sum_of_logarithms)
{
    bench *b = bench_make(NB_SLOPE, NB_EQUALS, GIVEN(NB_KAPPA), 3, 2);
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[N + i] = 8 * b->sheet.at[i];
    b->weight[0] = -1 / nb_log(2);
    b->weight[1] = 1 / nb_log(2);                       // log2(E X_2 / E X_1) = 3
    b->part.margin = 0.6;
    ck_assert_int_eq(judged(b, 3), NB_SUPPORTED);
    ck_assert_double_eq_tol(b->f[0].estimate, 3, 1e-12);
    ck_assert_int_eq(judged(b, 5), NB_REFUTED);
    b->part.margin = 0.05;
    ck_assert_int_eq(judged(b, 3), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(a_slope_without_assumptions_is_linearised)
{
    bench *b = bench_make(NB_SLOPE, NB_EQUALS, GIVEN(NB_STUDENT), 0, 2);
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[N + i] = 8 * b->sheet.at[i];
    b->weight[0] = -1 / nb_log(2);
    b->weight[1] = 1 / nb_log(2);
    b->part.margin = 0.05;                              // paired: the ratio does not vary, so T decides
    ck_assert_int_eq(judged(b, 3.01), NB_SUPPORTED);
    bench_drop(b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_combination");
    TCase *t = tcase_create("boundaries");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_ratio_is_judged_as_a_linear_contrast);
    tcase_add_test(t, a_paired_difference_by_t_uses_the_pairing);
    tcase_add_test(t, a_slope_is_the_weighted_sum_of_logarithms);
    tcase_add_test(t, a_slope_without_assumptions_is_linearised);
    suite_add_tcase(s, t);
    return s;
}
