// SPDX-License-Identifier: GPL-3.0-or-later
/* What pictures of a slope and of a law hold, on samples whose means and shares are known. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

static const uint64_t    two_times[] = { 2, 8 };
static const nb_instance twice       = { .label = "at two times", .at = { two_times, 2 } };
static nb_setup          at_twice    = { .in = &twice };

static nb_picture pictured(bench *b, nb_arena *arena)
{
    nb_picture p;
    ck_assert_int_eq(nb_picture_make(&b->q, &b->sheet, 0, &p, arena), NB_OK);
    return p;
}

/* Means m and 8 m at t = 2 and t = 8. */
static bench *rising(double weight)
{
    bench *b = bench_make(NB_SLOPE, NB_EQUALS, GIVEN(NB_KAPPA), 3, 2);
    b->trial.instance = &twice;
    b->trial.setup = &at_twice;
    b->trial.times = 2;
    b->trial.watched = 1;
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[N + i] = 8 * b->sheet.at[i];
    b->weight[0] = -weight;
    b->weight[1] = weight;
    b->target[0] = 1;
    return b;
}

START_TEST(a_slope_in_log_t_shows_its_means_and_the_claimed_line_through_their_middle)
{
    nb_arena arena = { 0 };
    bench *b = rising(1 / nb_log(4));                   // least squares on ln 2 and ln 8
    const nb_picture p = pictured(b, &arena);
    const double m = nb_mean(sample(b, 0)), middle = m * sqrt(8);
    ck_assert_str_eq(p.along, "ln t");
    ck_assert_uint_eq(p.count, 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_double_eq(p.points[i].x, (double)two_times[i]);
        ck_assert_double_eq_tol(p.points[i].estimate, i ? 8 * m : m, 1e-12);
        ck_assert(p.points[i].low < p.points[i].estimate && p.points[i].estimate < p.points[i].high);
        ck_assert_double_eq_tol(p.points[i].target, i ? 2 * middle : middle / 2, 1e-12);     // t^1 from t = 4
    }
    bench_drop(b);
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(a_slope_in_t_is_told_from_one_in_log_t)
{
    nb_arena arena = { 0 };
    bench *b = rising(1.0 / 6);                         // least squares on 2 and 8
    const nb_picture p = pictured(b, &arena);
    ck_assert_str_eq(p.along, "t");
    ck_assert_double_eq_tol(p.points[1].target / p.points[0].target, nb_exp(6), 1e-9);
    bench_drop(b);
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(weights_on_no_known_abscissa_have_no_picture)
{
    nb_arena arena = { 0 };
    bench *b = rising(0.123);
    ck_assert_uint_eq(pictured(b, &arena).count, 0);
    b->weight[0] = 3;
    ck_assert_uint_eq(pictured(b, &arena).count, 0);
    bench_drop(b);
    b = bench_make(NB_MEAN, NB_EQUALS, GIVEN(NB_KAPPA), 3, 1);
    ck_assert_uint_eq(pictured(b, &arena).count, 0);
    bench_drop(b);
    nb_arena_drop(&arena);
}
END_TEST

static double flat(const nb_setup *s, uint64_t t, double x) { (void)s; (void)t; return fmin(1, fmax(0, x / 2)); }

START_TEST(a_histogram_has_the_density_of_its_law)
{
    nb_arena arena = { 0 };
    bench *b = bench_make(NB_LAW, NB_EQUALS, GIVEN(NB_NONNEGATIVE), 0, 1);
    uniform(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[i] *= 2;                            // uniform in [0, 2]: density 1/2
    b->q.law = flat;
    const nb_picture p = pictured(b, &arena);
    ck_assert_uint_eq(p.count, 32);
    const double width = p.points[1].x - p.points[0].x;
    double share = 0;
    for (size_t i = 0; i < p.count; i++) {
        ck_assert_double_eq_tol(p.points[i].target, 0.5, 1e-9);
        ck_assert_double_eq_tol(p.points[i].estimate, 0.5, 2 * 32.0 / N);     // the sample is even to a few points
        ck_assert(p.points[i].low < 0.5 && 0.5 < p.points[i].high);
        share += p.points[i].estimate * width;
    }
    ck_assert_double_eq_tol(share, 1 - 2.0 / 1000, 1e-3);
    bench_drop(b);
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(a_sample_that_is_one_number_has_no_histogram)
{
    nb_arena arena = { 0 };
    bench *b = bench_make(NB_LAW, NB_EQUALS, GIVEN(NB_NONNEGATIVE), 0, 1);
    b->q.law = flat;
    ck_assert_uint_eq(pictured(b, &arena).count, 0);
    b->sheet.at[0] = INFINITY;
    ck_assert_uint_eq(pictured(b, &arena).count, 0);
    bench_drop(b);
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_picture");
    TCase *t = tcase_create("pictures");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_slope_in_log_t_shows_its_means_and_the_claimed_line_through_their_middle);
    tcase_add_test(t, a_slope_in_t_is_told_from_one_in_log_t);
    tcase_add_test(t, weights_on_no_known_abscissa_have_no_picture);
    tcase_add_test(t, a_histogram_has_the_density_of_its_law);
    tcase_add_test(t, a_sample_that_is_one_number_has_no_histogram);
    suite_add_tcase(s, t);
    return s;
}
