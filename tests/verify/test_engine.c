// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/engine.h: the shape of each e-process and its bounds. Values: test_engine_values.c. */
#include <check.h>
#include <float.h>
#include <stdlib.h>

#include "lib/math.h"
#include "verify/engine.h"
#include "verify/engine/crossing.h"

enum { N = 1000 };

static nb_sample exponentials(double *x)
{
    for (int i = 1; i <= N; i++)
        x[i - 1] = -nb_log1p(-fmod(0.6180339887498949 * i, 1));
    return (nb_sample){ x, N, nb_isa_best() };
}

START_TEST(evidence_is_monotone_in_the_hypothesis)
{
    double x[N];
    const nb_sample s = exponentials(x);
    const double sum = nb_sum(s);
    double u = INFINITY, up = INFINITY, down = -INFINITY, l = -INFINITY, absolute = -INFINITY;
    for (double m = 0.01; m < 3; m *= 1.07) {
        ck_assert(nb_log_u(s, m) < u);
        ck_assert(nb_log_c_above(s, m, 1) < up);
        ck_assert(nb_log_c_below(s, m, 1) > down);
        ck_assert(nb_log_l(N, sum, m, 2) > l);
        ck_assert(nb_log_l_absolute(N, sum, m, 2) > absolute);
        u = nb_log_u(s, m), up = nb_log_c_above(s, m, 1), down = nb_log_c_below(s, m, 1);
        l = nb_log_l(N, sum, m, 2), absolute = nb_log_l_absolute(N, sum, m, 2);
    }
    double above = INFINITY, below = -INFINITY;
    for (double p = 0.001; p < 1; p += 0.01) {
        ck_assert(nb_log_b_above(30, 100, p) < above);
        ck_assert(nb_log_b_below(30, 100, p) > below);
        above = nb_log_b_above(30, 100, p), below = nb_log_b_below(30, 100, p);
    }
}
END_TEST

START_TEST(a_bound_is_where_the_evidence_reaches_its_threshold)
{
    double x[N];
    const nb_sample s = exponentials(x);
    const double sum = nb_sum(s), in = 1 - 1e-9, out = 1 + 1e-9;
    for (double level = 0.3; level > 1e-30; level *= 0.01) {
        const double e = -nb_log(level), near = 1e-9 * (e + 3);
        const double u = nb_u_lower(s, level), l = nb_l_upper(N, sum, 3, level);
        const double a = nb_l_upper_absolute(N, sum, 2, level);
        const double low = nb_c_lower(s, 1, level), high = nb_c_upper(s, 1, level);
        ck_assert(nb_log_u(s, u) >= e - near && nb_log_u(s, u * out) < e);
        ck_assert(nb_log_l(N, sum, l, 3) >= e - near && nb_log_l(N, sum, l * in, 3) < e);
        ck_assert(nb_log_l_absolute(N, sum, a, 2) >= e - near && nb_log_l_absolute(N, sum, a * in, 2) < e);
        ck_assert(nb_log_c_above(s, low, 1) >= e - near && nb_log_c_above(s, low + 1e-9, 1) < e);
        ck_assert(nb_log_c_below(s, high, 1) >= e - near && nb_log_c_below(s, high - 1e-9, 1) < e);
        for (uint64_t successes = 1; successes < 100; successes += 7) {
            const double p = nb_b_lower(successes, 100, level), q = nb_b_upper(successes, 100, level);
            ck_assert(nb_log_b_above(successes, 100, p) >= e - near && nb_log_b_above(successes, 100, p * out) < e);
            ck_assert(nb_log_b_below(successes, 100, q) >= e - near);
            ck_assert(q > 0.999 || nb_log_b_below(successes, 100, 1 - (1 - q) * out) < e);
        }
    }
}
END_TEST

START_TEST(every_instruction_set_gives_the_same_bound)
{
    double x[N];
    nb_sample s = exponentials(x);
    const double u = nb_u_lower(s, 1e-6), low = nb_c_lower(s, 1, 1e-6);
    const double n = nb_log_n((nb_sample){ x, 100, s.isa }, 0.01);
    for (s.isa = NB_SCALAR; s.isa < NB_ISAS; s.isa++) {
        if (!nb_isa_runs(s.isa))
            continue;
        ck_assert_double_eq(nb_u_lower(s, 1e-6), u);
        ck_assert_double_eq(nb_c_lower(s, 1, 1e-6), low);
        ck_assert_double_eq(nb_log_n((nb_sample){ x, 100, s.isa }, 0.01), n);
    }
}
END_TEST

START_TEST(empty_zero_and_infinite_samples_have_bounds)
{
    double x[N] = { 0 };
    const nb_sample none = { x, 0, nb_isa_best() }, zeros = { x, N, nb_isa_best() };
    ck_assert_double_eq(nb_log_u(none, 1), 0);
    ck_assert_double_eq(nb_log_l(0, 0, 1, 3), 0);
    ck_assert_double_eq(nb_log_c_above(none, 0, 1), 0);
    ck_assert_double_eq(nb_u_lower(none, 1e-3), 0);
    ck_assert_double_eq(nb_l_upper(0, 0, 3, 1e-3), INFINITY);
    ck_assert_double_eq(nb_l_upper_absolute(0, 0, 3, 1e-3), INFINITY);
    ck_assert_double_eq(nb_c_lower(none, 1, 1e-3), -INFINITY);
    ck_assert_double_eq(nb_c_upper(none, 1, 1e-3), INFINITY);
    ck_assert_double_eq(nb_b_lower(0, 0, 1e-3), 0);
    ck_assert_double_eq(nb_b_upper(0, 0, 1e-3), 1);
    ck_assert_double_eq(nb_d_radius(0, 1e-3), INFINITY);

    ck_assert_double_eq(nb_u_lower(zeros, 1e-3), 0);
    ck_assert_double_eq(nb_log_u(zeros, 0), 0);
    ck_assert_double_eq(nb_l_upper(N, 0, 3, 1e-3), 0);              // X with kappa = 3 is rarely so often 0
    ck_assert_double_eq(nb_l_upper(3, 0, 3, 1e-3), INFINITY);
    ck_assert(nb_l_upper_absolute(N, 0, 3, 1e-3) < 0.3);            // n m^2 / (2 v) = log 1000 + log 16 at m = 0.24

    x[500] = INFINITY;                                              // counts as DBL_MAX: evidence, and no support
    const double u = nb_u_lower(zeros, 1e-9);
    ck_assert(u > 1e270 && u < DBL_MAX / N);
    ck_assert_double_eq(nb_l_upper(N, nb_sum(zeros), 3, 1e-3), INFINITY);
    ck_assert_double_eq(nb_c_upper(zeros, 1, 1e-3), INFINITY);
    x[501] = DBL_MAX;
    ck_assert(nb_u_lower(zeros, 1e-9) > u);
    ck_assert_double_eq(nb_log_u(zeros, -1), INFINITY);
    ck_assert_double_eq(nb_log_u(zeros, 0), INFINITY);
}
END_TEST

typedef struct { nb_sample s; double mean, threshold; int *count; } counted;

static double curve(const void *of, double t)
{
    const counted *c = of;
    ++*c->count;
    return nb_excess(nb_log_u(c->s, c->mean * nb_exp(-t)), c->threshold, 3);
}

START_TEST(a_bound_takes_few_passes_over_the_data)
{
    double x[N];
    for (int power = 1; power <= 4; power++) {                      // ever heavier tails
        nb_sample s = exponentials(x);
        for (size_t i = 0; i < N; i++)
            x[i] = nb_power(x[i], (uint64_t)power);
        for (double level = 1e-2; level > 1e-12; level *= 1e-4) {
            int count = 0;
            const counted c = { s, nb_mean(s), -nb_log(level), &count };
            const double d = nb_sd(s) / c.mean * sqrt(2 * (c.threshold + 3) / N);
            nb_crossing(curve, &c, d, d / 8, 1e-12);
            ck_assert_int_le(count, 12);
        }
    }
}
END_TEST

static double step(const void *of, double t) { return t - *(const double *)of; }

START_TEST(a_crossing_is_found_from_either_side)
{
    for (double at = -1e6; at <= 1e6; at += 33333.3) {
        const double t = nb_crossing(step, &at, 0, 0.01, 1e-9);
        ck_assert(t >= at && t - at <= 1e-9 + 1e-15 * fabs(at));
    }
    static const double never = INFINITY, always = -INFINITY;
    ck_assert_double_eq(nb_crossing(step, &never, 0, 1, 1e-9), INFINITY);
    ck_assert_double_eq(nb_crossing(step, &always, 0, 1, 1e-9), -INFINITY);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/engine");
    TCase *t = tcase_create("engines");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, evidence_is_monotone_in_the_hypothesis);
    tcase_add_test(t, a_bound_is_where_the_evidence_reaches_its_threshold);
    tcase_add_test(t, every_instruction_set_gives_the_same_bound);
    tcase_add_test(t, empty_zero_and_infinite_samples_have_bounds);
    tcase_add_test(t, a_bound_takes_few_passes_over_the_data);
    tcase_add_test(t, a_crossing_is_found_from_either_side);
    suite_add_tcase(s, t);
    return s;
}
