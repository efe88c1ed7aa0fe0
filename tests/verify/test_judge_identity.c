// SPDX-License-Identifier: GPL-3.0-or-later
/* Pairs of an identity, at and beside their rounding bounds. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

START_TEST(a_pair_is_supported_within_four_error_bounds_and_refuted_beyond_a_thousand)
{
    const double u = 0x1p-53;
    double excess;
    nb_pair p = { .lhs = 1, .rhs = 1, .scale = 1, .roundings = 10 };
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_SUPPORTED);
    p.lhs = 1 + 39 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_SUPPORTED);
    p.lhs = 1 + 41 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_UNDECIDED);
    p.lhs = 1 + 9990 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_UNDECIDED);
    p.lhs = 1 + 10010 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_REFUTED);
    ck_assert_int_eq(nb_judge_pair(NB_AT_LEAST, &p, &excess), NB_SUPPORTED);
    ck_assert_int_eq(nb_judge_pair(NB_AT_MOST, &p, &excess), NB_REFUTED);
}
END_TEST

START_TEST(a_pair_of_printed_digits_is_true_to_the_last_of_them)
{
    double excess;
    nb_pair p = { .lhs = 0.0165L, .rhs = 0.016, .within = 0.0005 };
    p.lhs = 0.01649L;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_SUPPORTED);
    p.lhs = 0.01651L;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_REFUTED);
}
END_TEST

START_TEST(an_identity_without_teeth_or_value_is_not_entered)
{
    nb_arena arena = { 0 };
    nb_fault why = { 0 };
    nb_ledger l = { .arena = &arena, .why = &why };
    ck_assert_int_eq(nb_enter(&l, (nb_pair){ "blunt", .lhs = 1, .rhs = 1, .roundings = 100000000 }), NB_BAD_INPUT);
    why = (nb_fault){ 0 };
    ck_assert_int_eq(nb_enter(&l, (nb_pair){ "void", .lhs = NAN, .rhs = 1 }), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(why.text, "void"));
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(nb_enter(&l, (nb_pair){ "sharp", .lhs = i, .rhs = i }), NB_OK);
    ck_assert_uint_eq(l.count, 1000);
    ck_assert_double_eq((double)l.pair[999].lhs, 999);
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_identity");
    TCase *t = tcase_create("boundaries");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_pair_is_supported_within_four_error_bounds_and_refuted_beyond_a_thousand);
    tcase_add_test(t, a_pair_of_printed_digits_is_true_to_the_last_of_them);
    tcase_add_test(t, an_identity_without_teeth_or_value_is_not_entered);
    suite_add_tcase(s, t);
    return s;
}
