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

START_TEST(an_equality_turns_at_the_lower_bounds_of_successes_and_failures)
{
    bench *b = bench_make(NB_PROBABILITY, NB_EQUALS, GIVEN(NB_NONNEGATIVE), 0, 1);
    bernoulli(b->sheet.at, 0.3);
    uint64_t k = 0;
    for (size_t i = 0; i < N; i++)
        k += b->sheet.at[i] == 1;
    const double low = nb_b_lower(k, N, beta), high = 1 - nb_b_lower(N - k, N, beta);
    b->part.margin = 1.001 * (high - low) / 2;
    ck_assert_int_eq(judged(b, (low + high) / 2), NB_SUPPORTED);
    ck_assert_double_eq(b->f[0].low, low);
    ck_assert_double_eq(b->f[0].high, high);
    b->part.margin = 0.999 * (high - low) / 2;
    ck_assert_int_eq(judged(b, (low + high) / 2), NB_UNDECIDED);
    const double least = nb_b_lower(k, N, alpha / 2), most = 1 - nb_b_lower(N - k, N, alpha / 2);
    ck_assert_int_eq(judged(b, least * 0.9999), NB_REFUTED);
    ck_assert_int_eq(judged(b, least * 1.0001), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, most * 1.0001), NB_REFUTED);
    ck_assert_int_eq(judged(b, most * 0.9999), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    ck_assert_int_eq(judged(b, 1), NB_REFUTED);
    bench_drop(b);
}
END_TEST

/* 0.975 of 4096 against 0.99: n KL(0.975 || 0.99) = 33 nats and a loss of at most ln 20 for the mixture of bets, of
 * which ln 1e9 = 20.7 are needed. Likelihood ratios at 31/32 of 0.99 come to 18. */
START_TEST(a_bound_near_1_is_judged_by_the_failures)
{
    bench *b = bench_make(NB_PROBABILITY, NB_AT_LEAST, GIVEN(NB_NONNEGATIVE), 0, 1);
    bernoulli(b->sheet.at, 0.975);
    ck_assert_int_eq(judged(b, 0.99), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0.96), NB_SUPPORTED);
    bench_drop(b);
}
END_TEST

/* n (0.005)^2 / (2 p (1 - p)) = 13 nats at p = 1/2 and n = 2^18, of which ln 1e4 = 9.2 are needed. */
START_TEST(an_equality_is_decided_however_near_its_neighbours_are)
{
    enum { MANY = 1 << 18 };
    bench *b = bench_make(NB_PROBABILITY, NB_EQUALS, GIVEN(NB_NONNEGATIVE), 0, 1);
    double *const few = b->sheet.at;
    b->sheet = (nb_sheet){ .cells = 1, .capacity = MANY, .n = MANY, .at = calloc(MANY, sizeof(double)) };
    for (size_t i = 0; i < MANY; i++)
        b->sheet.at[i] = phase(i) < 0.5;
    b->part.margin = 0.005;
    ck_assert_int_eq(judged(b, 0.5), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, 0.508), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0.492), NB_REFUTED);
    free(few);
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
    tcase_add_test(t, an_equality_turns_at_the_lower_bounds_of_successes_and_failures);
    tcase_add_test(t, a_bound_near_1_is_judged_by_the_failures);
    tcase_add_test(t, an_equality_is_decided_however_near_its_neighbours_are);
    tcase_add_test(t, a_probability_counts_zeros_and_ones_only);
    suite_add_tcase(s, t);
    return s;
}
