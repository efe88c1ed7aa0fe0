// SPDX-License-Identifier: GPL-3.0-or-later
/* The constants of courses, medians and slopes, each by another route. */
#include <gsl/gsl_cdf.h>

#include "tests/race/raced.h"

Suite *nb_suite(void);

enum { D = 10 };

/* The interval must hold the median at 0.95, and the next narrower one must not: by GSL's binomial law. */
START_TEST(an_interval_for_the_median_is_the_narrowest_pair_of_order_statistics)
{
    for (unsigned n = 7; n < 300; n += 8) {
        double x[300];
        for (unsigned i = 0; i < n; i++)
            x[i] = (double)((i * 7) % n);                   // 0 .. n-1, where 7 does not divide n
        if (n % 7 == 0)
            for (unsigned i = 0; i < n; i++)
                x[i] = (double)(n - 1 - i);
        const nb_middle m = nb_middle_of(x, n);
        const unsigned r = (unsigned)m.low + 1;             // low is the r-th smallest
        const unsigned half = n / 2;                        // n is odd
        ck_assert_double_eq(m.median, half);
        ck_assert_double_eq(m.low + m.high, n - 1);
        ck_assert_double_le(2 * gsl_cdf_binomial_P(r - 1, 0.5, n), 0.05);
        ck_assert_double_gt(2 * gsl_cdf_binomial_P(r, 0.5, n), 0.05);
    }
    double few[] = { 3, 1, 2, 5, 4 }, one[] = { 6 };
    const nb_middle m = nb_middle_of(few, 5), single = nb_middle_of(one, 1);
    ck_assert(m.median == 3 && m.low == -INFINITY && m.high == INFINITY);       // 2 / 2^5 > 0.05
    ck_assert(single.median == 6 && single.low == 6 && single.high == 6);
}
END_TEST

START_TEST(the_slope_of_a_line_is_its_slope)
{
    const double x[] = { 1, 2, 4, 8 }, y[] = { 5, 3, -1, -9 };
    ck_assert_double_eq_tol(nb_slope_of(x, y, 4), -2, 1e-14);
}
END_TEST

/* L = 1, m = 1 / kappa, L of a term = sum h, noise = s^2 sum h, f* = s^2 / 2, f(0) - f* = sum h w^2 / 2 = 5. */
START_TEST(the_constants_of_least_squares_are_those_of_their_construction)
{
    const struct { const char *id; double condition, noise; } course[] = {
        { "mild", 10, 0.5 }, { "steep", 1000, 0.5 }, { "mild-exact", 10, 0 }, { "steep-exact", 1000, 0 },
    };
    for (size_t c = 0; c < 4; c++) {
        char glob[32];
        snprintf(glob, sizeof glob, "%s/gd", course[c].id);
        nb_race r = raced((const char *const[]){ glob }, 1, 1, nb_isa_best());
        const nb_course_constants *k = &r.run[0].k;
        double sum = 0;
        for (int j = 0; j < D; j++)
            sum += pow(course[c].condition, -j / 9.0);
        const double square = course[c].noise * course[c].noise;
        ck_assert_uint_eq(r.runs, 1);
        ck_assert_double_eq_tol(k->L, 1, 1e-13);
        ck_assert_double_eq_tol(k->m, 1 / course[c].condition, 1e-13);
        ck_assert_double_eq_tol(k->each, sum, 1e-12);
        ck_assert_double_eq_tol(k->noise, square * sum, 1e-12);
        ck_assert_double_eq_tol(k->f_star, square / 2, 1e-13);
        ck_assert_double_eq_tol(k->gap, 5, 1e-12);
        nb_race_drop(&r);
    }
}
END_TEST

/* f = sum of (W w - y)^2 / 2N: f(0) - f* = sum (w_k - 0.01)^2 / 2, from u = v = 0.1. */
START_TEST(the_constants_of_the_networks_are_those_of_their_construction)
{
    nb_race r = raced((const char *const[]){ "network*/gd" }, 1, 1, nb_isa_best());
    double sum = 0, gap = 0;
    for (int j = 0; j < 8; j++) {
        const double w = 1 - 0.75 * j / 7;
        sum += w;
        gap += (w - 0.01) * (w - 0.01) / 2;
    }
    ck_assert_uint_eq(r.runs, 2);
    for (size_t i = 0; i < 2; i++) {
        const nb_course_constants *k = &r.run[i].k;
        ck_assert_double_eq_tol(k->L, 2, 1e-13);
        ck_assert_double_eq_tol(k->m, 0.5, 1e-13);
        ck_assert_double_eq_tol(k->each, 2 * sum, 1e-12);
        ck_assert_double_eq_tol(k->noise, i ? 0.25 * 2 * sum : 0, 1e-12);
        ck_assert_double_eq_tol(k->f_star, i ? 0.125 : 0, 1e-13);
        ck_assert_double_eq_tol(k->gap, gap, 1e-12);
    }
    nb_race_drop(&r);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("race_courses");
    TCase *c = tcase_create("race_courses");
    tcase_add_test(c, an_interval_for_the_median_is_the_narrowest_pair_of_order_statistics);
    tcase_add_test(c, the_slope_of_a_line_is_its_slope);
    tcase_add_test(c, the_constants_of_least_squares_are_those_of_their_construction);
    tcase_add_test(c, the_constants_of_the_networks_are_those_of_their_construction);
    suite_add_tcase(s, c);
    return s;
}
