// SPDX-License-Identifier: GPL-3.0-or-later
/* Laws against a distribution function and against each other. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

static double flat (const nb_setup *s, uint64_t t, double x) { (void)s; (void)t; return fmin(1, fmax(0, x)); }
static double bent (const nb_setup *s, uint64_t t, double x) { const double u = flat(s, t, x); return u * u; }

START_TEST(a_law_is_supported_within_its_distance_and_refuted_beyond)
{
    bench *b = bench_make(NB_LAW, NB_EQUALS, GIVEN(NB_NONNEGATIVE), 0, 1);
    uniform(b->sheet.at);
    b->q.law = flat;
    b->part.tolerance = 0.06;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    b->part.tolerance = 0.01;
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    b->q.law = bent;
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);         // sup |u - u^2| = 1/4
    b->part.bias = 0.5;                                 // a declared bias forgives it
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(two_laws_are_compared_sample_by_sample)
{
    bench *b = bench_make(NB_LAW, NB_EQUALS, GIVEN(NB_NONNEGATIVE), 0, 2);
    uniform(b->sheet.at);
    uniform(b->sheet.at + N);
    b->part.tolerance = 0.15;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    exponential(b->sheet.at + N);
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    bench_drop(b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_law");
    TCase *t = tcase_create("boundaries");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_law_is_supported_within_its_distance_and_refuted_beyond);
    tcase_add_test(t, two_laws_are_compared_sample_by_sample);
    suite_add_tcase(s, t);
    return s;
}
