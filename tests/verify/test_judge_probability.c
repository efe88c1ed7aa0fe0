// SPDX-License-Identifier: GPL-3.0-or-later
/* Probabilities, at and beside the bounds of engine B. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

START_TEST(a_probability_turns_at_the_bounds_of_b)
{
    bench *b = bench_make(NB_PROBABILITY, NB_AT_MOST, GIVEN(NB_NONNEGATIVE), 0, 1);
    bernoulli(b->sheet.at, 0.1);
    uint64_t k = 0;
    for (size_t i = 0; i < N; i++)
        k += b->sheet.at[i] == 1;
    const double low = nb_b_lower(k, N, alpha), high = nb_b_upper(k, N, beta);
    ck_assert_int_eq(judged(b, low * 0.9999), NB_REFUTED);
    ck_assert_int_eq(judged(b, low * 1.0001), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, high * 1.0001), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, high * 0.9999), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    b->q.relation = b->part.relation = NB_AT_LEAST;
    ck_assert_int_eq(judged(b, 0.5), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0.05), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, 1), NB_REFUTED);
    bench_drop(b);
}
END_TEST

START_TEST(a_probability_counts_zeros_and_ones_only)
{
    bench *b = bench_make(NB_PROBABILITY, NB_AT_MOST, GIVEN(NB_NONNEGATIVE), 0, 1);
    b->sheet.at[3] = 0.5;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_judge(&b->q, &b->sheet, LOOK, b->f, &why), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(why.text, "replicate 3"));
    bench_drop(b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_probability");
    TCase *t = tcase_create("boundaries");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_probability_turns_at_the_bounds_of_b);
    tcase_add_test(t, a_probability_counts_zeros_and_ones_only);
    suite_add_tcase(s, t);
    return s;
}
