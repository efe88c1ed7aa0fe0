// SPDX-License-Identifier: GPL-3.0-or-later
/* Means, at and beside the boundaries where the verdict changes. The boundaries come from the engines' own bounds,
 * which tests/verify/test_engine*.c hold against reference values. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

START_TEST(looks_grow_by_root_two_from_256_through_4096)
{
    ck_assert_uint_eq(nb_look(0), 256);
    ck_assert_uint_eq(nb_look(1), 363);         // 256 sqrt 2 = 362.04
    ck_assert_uint_eq(nb_look(2), 512);
    ck_assert_uint_eq(nb_look(3), 725);         // 724.08
    ck_assert_uint_eq(nb_look(8), NB_FIRST_SUPPORT);
}
END_TEST

START_TEST(an_upper_bound_on_a_mean_turns_at_the_bounds_of_u_and_l)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, GIVEN(NB_KAPPA), 3, 1);
    exponential(b->sheet.at);
    const double low = nb_u_lower(sample(b, 0), alpha), high = nb_l_upper(N, nb_sum(sample(b, 0)), 3, beta);
    ck_assert_double_lt(low, 1);
    ck_assert_double_gt(high, 1);
    ck_assert_int_eq(judged(b, low * 0.9999), NB_REFUTED);
    ck_assert_int_eq(judged(b, low * 1.0001), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, high * 0.9999), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, high * 1.0001), NB_SUPPORTED);
    ck_assert_int_eq(b->f[0].tier, NB_NONASYMPTOTIC);
    b->part.tolerance = 0.1;                    // E X <= B (1 + tau) is what support shows
    ck_assert_int_eq(judged(b, high / 1.1 * 1.0001), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, high / 1.1 * 0.9999), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(a_lower_bound_on_a_mean_turns_at_the_mirrored_bounds)
{
    bench *b = bench_make(NB_MEAN, NB_AT_LEAST, GIVEN(NB_KAPPA), 3, 1);
    exponential(b->sheet.at);
    const double high = nb_l_upper(N, nb_sum(sample(b, 0)), 3, alpha), low = nb_u_lower(sample(b, 0), beta);
    ck_assert_int_eq(judged(b, high * 1.0001), NB_REFUTED);
    ck_assert_int_eq(judged(b, high * 0.9999), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, low * 1.0001), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, low * 0.9999), NB_SUPPORTED);
    bench_drop(b);
}
END_TEST

START_TEST(an_equality_needs_both_sides_within_its_tolerance)
{
    bench *b = bench_make(NB_MEAN, NB_EQUALS, GIVEN(NB_KAPPA), 3, 1);
    exponential(b->sheet.at);
    b->part.tolerance = 0.25;
    ck_assert_int_eq(judged(b, 1), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, 2), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0.5), NB_REFUTED);
    b->part.tolerance = 0.01;
    ck_assert_int_eq(judged(b, 1), NB_UNDECIDED);       // too few replicates for 1 %
    bench_drop(b);
}
END_TEST

START_TEST(nonnegative_data_refute_a_negative_bound_and_one_positive_value_refutes_zero)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, GIVEN(NB_KAPPA), 3, 1);
    ck_assert_int_eq(judged(b, -1e-9), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);       // all replicates are 0, which shows nothing about P(X > 0) = 0
    b->sheet.at[17] = 1e-300;
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    bench_drop(b);
}
END_TEST

START_TEST(a_diverged_replicate_refutes_a_bound_and_blocks_support)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, GIVEN(NB_KAPPA), 3, 1);
    exponential(b->sheet.at);
    b->sheet.at[100] = INFINITY;
    ck_assert_int_eq(judged(b, 5), NB_REFUTED);
    b->q.relation = b->part.relation = NB_AT_LEAST;
    ck_assert_int_eq(judged(b, 100), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(an_understated_kappa_is_a_conflict_and_not_a_verdict)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, GIVEN(NB_KAPPA), 3, 1);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[i] = phase(i) < 1.0 / 64 ? 64 : 0;  // E X = 1, E X^2 = 64: kappa is 64, not 3
    ck_assert_int_eq(judged(b, 1.5), NB_UNDECIDED);
    ck_assert(b->f[0].conflict);
    b->known[0] = 64;
    judged(b, 3);
    ck_assert(!b->f[0].conflict);
    bench_drop(b);
}
END_TEST

START_TEST(a_value_above_its_stated_bound_is_a_conflict)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, GIVEN(NB_BOUNDED), 1, 1);
    uniform(b->sheet.at);
    ck_assert_int_eq(judged(b, 0.6), NB_SUPPORTED);
    b->sheet.at[5] = 1.5;
    ck_assert_int_eq(judged(b, 0.6), NB_UNDECIDED);
    ck_assert(b->f[0].conflict);
    bench_drop(b);
}
END_TEST

START_TEST(a_real_mean_of_known_variance_turns_at_the_bounds_of_c)
{
    bench *b = bench_make(NB_MEAN, NB_EQUALS, GIVEN(NB_VARIANCE), 1.0 / 12, 1);
    uniform(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[i] -= 0.5;                          // mean 0, variance 1/12
    const double sigma = sqrt(1.0 / 12);
    const double low = nb_c_lower(sample(b, 0), sigma, beta), high = nb_c_upper(sample(b, 0), sigma, beta);
    b->part.margin = fmax(-low, high) * 1.001;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    b->part.margin = fmin(-low, high) * 0.999;
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, 0.1), NB_REFUTED);
    ck_assert_int_eq(judged(b, -0.1), NB_REFUTED);
    bench_drop(b);
}
END_TEST

START_TEST(support_without_an_assumption_is_asymptotic_and_says_so)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, GIVEN(NB_NONNEGATIVE), 0, 1);
    exponential(b->sheet.at);
    ck_assert_int_eq(judged(b, 1.3), NB_SUPPORTED);
    ck_assert_int_eq(b->f[0].tier, NB_ASYMPTOTIC);
    b->sheet.at[9] = 1e5;                               // one replicate holds nearly all of the mean: the guard vetoes
    ck_assert_int_eq(judged(b, 100), NB_UNDECIDED);
    ck_assert_ptr_nonnull(b->f[0].note);
    bench_drop(b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_mean");
    TCase *t = tcase_create("boundaries");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, looks_grow_by_root_two_from_256_through_4096);
    tcase_add_test(t, an_upper_bound_on_a_mean_turns_at_the_bounds_of_u_and_l);
    tcase_add_test(t, a_lower_bound_on_a_mean_turns_at_the_mirrored_bounds);
    tcase_add_test(t, an_equality_needs_both_sides_within_its_tolerance);
    tcase_add_test(t, nonnegative_data_refute_a_negative_bound_and_one_positive_value_refutes_zero);
    tcase_add_test(t, a_diverged_replicate_refutes_a_bound_and_blocks_support);
    tcase_add_test(t, an_understated_kappa_is_a_conflict_and_not_a_verdict);
    tcase_add_test(t, a_value_above_its_stated_bound_is_a_conflict);
    tcase_add_test(t, a_real_mean_of_known_variance_turns_at_the_bounds_of_c);
    tcase_add_test(t, support_without_an_assumption_is_asymptotic_and_says_so);
    suite_add_tcase(s, t);
    return s;
}
