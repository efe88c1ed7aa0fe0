// SPDX-License-Identifier: GPL-3.0-or-later
/* The unit in which X is measured changes no evidence. With X, the target and what is known of X in units of 2^-10,
 * every number of every engine is scaled by a power of two, so that its evidence keeps every bit. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

static nb_finding judged_in(double unit, nb_relation relation, nb_assumption given, double known, double target)
{
    bench *b = bench_make(NB_MEAN, relation, given, known, 1);
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[i] *= unit;
    b->part.tolerance = 0.1;
    judged(b, target * unit);
    const nb_finding f = b->f[0];
    bench_drop(b);
    return f;
}

/* What is known: kappa has no unit, a bound that of X, a second moment or a variance that of X^2. */
static void keeps_its_evidence(nb_assumption given, double known, int power)
{
    const double unit = 0x1p-10;
    static const nb_relation relation[] = { NB_AT_MOST, NB_AT_LEAST, NB_EQUALS };
    static const double target[] = { 0.8, 0.95, 1, 1.05, 1.3 };     // E X = 1
    for (size_t r = 0; r < 3; r++)
        for (size_t i = 0; i < sizeof target / sizeof *target; i++) {
            const nb_finding a = judged_in(1, relation[r], given, known, target[i]);
            const nb_finding b = judged_in(unit, relation[r], given, known * ldexp(1, -10 * power), target[i]);
            ck_assert_double_eq(a.log_e, b.log_e);
            ck_assert_int_eq(a.supported, b.supported);
            ck_assert_double_eq_tol(a.estimate, b.estimate / unit, 1e-15);
        }
}

START_TEST(of_a_ratio_of_moments)    { keeps_its_evidence(GIVEN(NB_KAPPA),    2,   0); } END_TEST
START_TEST(of_a_bound)               { keeps_its_evidence(GIVEN(NB_BOUNDED),  16,  1); } END_TEST
START_TEST(of_a_second_moment)       { keeps_its_evidence(GIVEN(NB_SECOND),   2,   2); } END_TEST
START_TEST(of_a_variance)            { keeps_its_evidence(GIVEN(NB_VARIANCE), 1,   2); } END_TEST

/* Not a matter of unit alone: what each assumption says of the same law is one kappa at the boundary E X = m. */
START_TEST(a_bound_a_second_moment_and_a_ratio_agree_where_they_say_the_same)
{
    const double m = 1.3, M = 16;               // kappa = M / m = v / m^2
    const nb_finding ratio  = judged_in(1, NB_AT_LEAST, GIVEN(NB_KAPPA), M / m, m);
    const nb_finding bound  = judged_in(1, NB_AT_LEAST, GIVEN(NB_BOUNDED), M, m);
    const nb_finding square = judged_in(1, NB_AT_LEAST, GIVEN(NB_SECOND), M * m, m);
    ck_assert_double_gt(ratio.log_e, 1);
    ck_assert_double_eq_tol(square.log_e / ratio.log_e, 1, 1e-12);
    ck_assert_double_eq_tol(bound.log_e / ratio.log_e, 1, 1e-12);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_unit");
    TCase *t = tcase_create("evidence keeps its bits in another unit");
    tcase_add_test(t, of_a_ratio_of_moments);
    tcase_add_test(t, of_a_bound);
    tcase_add_test(t, of_a_second_moment);
    tcase_add_test(t, of_a_variance);
    tcase_add_test(t, a_bound_a_second_moment_and_a_ratio_agree_where_they_say_the_same);
    suite_add_tcase(s, t);
    return s;
}
